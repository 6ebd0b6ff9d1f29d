// The deck's portfolio question (M38): guess the shares first, then look. The difference is the lesson.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '~/components/button';
import { Sheet } from '~/components/overlays';
import { StageChip } from '~/components/stage_chip';
import { formatPercent } from '~/format/percent';
import type { StageFigures } from './figures';

export default function GuessSheet({ figures, onClose }: { figures: StageFigures[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [guesses, setGuesses] = useState<string[]>(() => figures.map(() => ''));
  const [revealed, setRevealed] = useState(false);
  const numbers = guesses.map((text) => (/^\d{1,3}$/.test(text.trim()) ? Number(text) : 0));
  const total = numbers.reduce((sum, number) => sum + number, 0);
  const error = figures.reduce((sum, figure, index) => sum + Math.abs(figure.countPercent - (numbers[index] ?? 0)), 0) / figures.length;
  return (
    <Sheet
      title={t('wheel.guess_title')}
      isOpen
      veil={!revealed}
      onClose={onClose}
      footer={
        revealed ? (
          <Button onPress={() => setRevealed(false)}>{t('wheel.guess_again')}</Button>
        ) : (
          <Button variant="primary" isDisabled={total !== 100} onPress={() => setRevealed(true)}>
            {t('wheel.guess_reveal')}
          </Button>
        )
      }
    >
      <p className="second" style={{ marginBottom: 12 }}>
        {t('wheel.guess_intro')}
      </p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('wheel.th_stage')}</th>
            <th scope="col" className="end">
              {t('wheel.guess_you')}
            </th>
            {revealed && (
              <>
                <th scope="col" className="end">
                  {t('wheel.guess_real')}
                </th>
                <th scope="col" className="end">
                  {t('wheel.guess_off')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {figures.map((figure, index) => (
            <tr key={figure.stage}>
              <th scope="row" className="regular">
                <StageChip stage={figure.stage} plain />
              </th>
              <td className="end">
                {revealed ? (
                  formatPercent((numbers[index] ?? 0) / 100, 0)
                ) : (
                  <input
                    className="field-input guess-input"
                    inputMode="numeric"
                    aria-label={t(`stage.${figure.stage}`)}
                    value={guesses[index]}
                    onChange={(event) => setGuesses(guesses.map((guess, at) => (at === index ? event.target.value : guess)))}
                  />
                )}
              </td>
              {revealed && (
                <>
                  <td className="end numeric bold">{figure.countPercent.toFixed(1)}%</td>
                  <td className="end numeric">{Math.abs(figure.countPercent - (numbers[index] ?? 0)).toFixed(1)}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p style={{ marginTop: 12 }} role="status" className={total === 100 ? 'second' : 'warn'}>
        {revealed ? t('wheel.guess_error', { n: error.toFixed(1) }) : `${t('wheel.guess_total', { n: total })} ${total === 100 ? '' : t('wheel.guess_must_total')}`}
      </p>
    </Sheet>
  );
}
