// The words and figures of the wheel that lie outside the rim and in the hub.
import { useTranslation } from 'react-i18next';
import { useFormat } from '~/format/use_format';
import type { StageFigures } from './figures';
import type { Metric } from './filters';
import { outerLabel, wideDial, type Dial } from './geometry';

export function Hub({ dial, unit, total, value }: { dial: Dial; unit: 'account' | 'opportunity'; total: number; value: string }) {
  const { t, i18n } = useTranslation();
  const wide = dial === wideDial;
  const label = unit === 'account' ? t('wheel.hub_account') : t('wheel.hub_opportunity');
  const both = wide && i18n.language === 'zh-CN' && unit === 'account';
  const figure = total.toLocaleString('en');
  const [first = '', ...others] = value.split(' + ');
  const amount = others.length > 0 ? `${first} …` : first;
  const room = wide ? 100 : 68; // the chord of the hub where the amount stands
  return (
    <g pointerEvents="none">
      <circle cx={dial.x} cy={dial.y} r={dial.hub} fill="var(--surface)" stroke="var(--line-2)" />
      <text x={dial.x} y={dial.y - (wide ? 22 : 15)} textAnchor="middle" fontSize={12} fill="var(--text-3)">
        {label}
        {both && <tspan lang="en"> Customer</tspan>}
      </text>
      <text x={dial.x} y={dial.y + (wide ? 10 : 9)} textAnchor="middle" fontSize={figure.length > 6 ? 20 : wide ? 30 : 24} fontWeight={600} fill="var(--text)" className="numeric">
        {figure}
      </text>
      {widthOf(amount) <= room && (
        <text x={dial.x} y={dial.y + (wide ? 30 : 25)} textAnchor="middle" fontSize={12} fill="var(--text-2)" className="numeric">
          {amount}
        </text>
      )}
    </g>
  );
}

export function OuterLabels({ dial, figures, metric, unit }: { dial: Dial; figures: StageFigures[]; metric: Metric; unit: 'account' | 'opportunity' }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <g pointerEvents="none">
      {figures.map((figure, index) => {
        const at = outerLabel(dial, index);
        const percent = metric === 'value' ? figure.valuePercent : figure.countPercent;
        const previous = metric === 'count' && figure.previousPercent !== null && Math.abs(figure.previousPercent - figure.countPercent) >= 0.1 ? figure.previousPercent : null;
        const was = previous === null ? '' : t('wheel.was', { percent: previous.toFixed(1) });
        // Beside the wheel the space is narrow and high, above and below it low and wide.
        const nearPole = index === 0 || index === 3 || index === 4 || index === 7;
        const value = figure.value[0] ? `${format.money(figure.value[0], { short: true })}${figure.value.length > 1 ? ' …' : ''}` : '–';
        const lines = secondLines(figure.count.toLocaleString('en'), value, was, nearPole, (count, amount) =>
          t(unit === 'account' ? 'wheel.count_value' : 'wheel.count_value_opportunity', { count, value: amount }),
        );
        return (
          <g key={figure.stage} className={figure.faded ? 'wheel-label faded' : 'wheel-label'}>
            <text x={at.x} y={at.y} textAnchor={at.anchor} fontSize={22} fontWeight={600} fill="var(--text)" className="numeric" letterSpacing={-0.3}>
              {percent === null ? '–' : percent.toFixed(1)}
              <tspan fontSize={13} dx={1} fontWeight={600} fill="var(--text-2)">
                %
              </tspan>
            </text>
            {lines.map((line, row) => (
              <text key={line} x={at.x} y={at.y + 19 + row * 17} textAnchor={at.anchor} fontSize={12} fill={line === was ? 'var(--text-3)' : 'var(--text-2)'} className="numeric">
                {line}
              </text>
            ))}
          </g>
        );
      })}
    </g>
  );
}

const sideRoom = 97; // units between the rim's labels and the edge of the picture

/** About how wide a text of 12 px is: enough to decide whether it needs two lines. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffff]/.test(character) ? 12 : /[ ,.·]/.test(character) ? 3.4 : 7.2), 0);
}

function secondLines(count: string, value: string, was: string, nearPole: boolean, join: (count: string, value: string) => string): string[] {
  const joined = join(count, value);
  const together = value === '–' ? (joined.split(' · ')[0] ?? joined) : joined;
  if (nearPole) return [was ? `${together} · ${was}` : together];
  const lines = widthOf(together) <= sideRoom ? [together] : together.split(' · ');
  return was ? [...lines, was] : lines;
}
