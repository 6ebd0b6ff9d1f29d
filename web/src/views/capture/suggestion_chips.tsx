// What the text seems to contain, as chips to tap. Nothing counts until it is tapped.
import { useTranslation } from 'react-i18next';
import { stageNumber, stageOfCode } from '~/api/types';
import { Icon } from '~/components/icon';
import { StageMark } from '~/components/stage_chip';
import { useFormat } from '~/format/use_format';
import { allKeys, type Suggestion } from './capture_body';

interface SuggestionChipsProps {
  suggestion: Suggestion | null;
  asking: boolean;
  taken: ReadonlySet<string>;
  onTaken: (taken: Set<string>) => void;
}

export function SuggestionChips({ suggestion, asking, taken, onTaken }: SuggestionChipsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const keys = allKeys(suggestion);
  const toggle = (key: string) => {
    const next = new Set(taken);
    if (!next.delete(key)) next.add(key);
    onTaken(next);
  };
  const chip = (key: string, kind: string, content: React.ReactNode, before?: React.ReactNode) => (
    <button key={key} type="button" className="suggestion" aria-pressed={taken.has(key)} onClick={() => toggle(key)}>
      <span className="suggestion-mark">{taken.has(key) ? <Icon name="check" size={14} /> : <Icon name="plus" size={14} />}</span>
      <span className="caption third">{kind}</span>
      {before}
      <span className="suggestion-text">{content}</span>
    </button>
  );
  return (
    <div className="suggestions" role="group" aria-label={t('capture.suggestions')} aria-live="polite" aria-busy={asking}>
      {keys.length > 0 && suggestion && (
        <>
          <div className="row">
            <span className="caption third grow">{t('capture.suggestions')}</span>
            {keys.some((key) => !taken.has(key)) && (
              <button type="button" className="link caption take-all" onClick={() => onTaken(new Set(keys))}>
                {t('capture.take_all')}
              </button>
            )}
          </div>
          {suggestion.contacts.map((contact) => chip(`contact:${contact.id}`, t('capture.who_was_there'), contact.name))}
          {suggestion.evidence.map((item, index) =>
            chip(
              `evidence:${index}`,
              t('capture.evidence'),
              <>
                {t(`evidence.${item.code}`)} <span className="second">{t('quote.marked', { text: item.quote })}</span>
              </>,
              <span aria-label={t('timeline.evidence_for', { number: stageNumber(stageOfCode(item.code)) })}>
                <StageMark stage={stageOfCode(item.code)} size={16} />
              </span>,
            ),
          )}
          {suggestion.commitment && chip('commitment', t('capture.commitment'), [suggestion.commitment.text || (suggestion.commitment.action && t(`commitment_action.${suggestion.commitment.action}`)), suggestion.commitment.due_at && t('capture.by', { date: format.date(suggestion.commitment.due_at) })].filter(Boolean).join(' '))}
          {suggestion.next_step && chip('next_step', t('capture.next_step'), [suggestion.next_step.due_on && format.date(suggestion.next_step.due_on), suggestion.next_step.text].filter(Boolean).join(' '))}
        </>
      )}
      {keys.length === 0 && asking && <span className="caption third">{t('capture.looking')}</span>}
    </div>
  );
}
