// Value = benefit − cost, as a waterfall. The list of the figures is beside it or in its label.
import { useTranslation } from 'react-i18next';
import type { WaterfallStep } from '~/api/selling';
import { useWidth } from '~/components/use_width';
import { useFormat } from '~/format/use_format';
import { waterfallBars } from './waterfall_layout';
import './value.css';

const top = 24;
const bottom = 24;
const narrow = 76; // px a bar: less, and neighbouring figures would run into each other

export function Waterfall({ steps, currency, height = 168 }: { steps: readonly WaterfallStep[]; currency: string | null; height?: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [ref, width] = useWidth<HTMLDivElement>(354);
  const bars = waterfallBars(steps);
  const high = Math.max(0, ...bars.map((bar) => bar.to));
  const low = Math.min(0, ...bars.map((bar) => bar.from));
  const span = high - low || 1;
  const y = (value: number) => top + ((high - value) / span) * (height - top - bottom);
  const slot = width / bars.length;
  const barWidth = Math.min(64, slot * 0.7);
  const text = (amount: number) => (currency ? format.money({ amount_minor: Math.round(amount), currency }, { short: true }) : format.number(Math.round(amount / 100)));
  const name = (kind: (typeof bars)[number]['kind']) => t(kind === 'total' ? 'value.left' : `value_kind.${kind}`);
  const described = bars.map((bar) => `${name(bar.kind)} ${text(bar.amount)}`).join(', ');
  if (width / bars.length < narrow) {
    const at = (value: number) => ((value - low) / span) * 100;
    return (
      <div ref={ref} className="waterfall rows" role="img" aria-label={described}>
        {bars.map((bar) => (
          <div key={bar.kind} className={`waterfall-row ${bar.kind}${bar.kind === 'total' && bar.amount < 0 ? ' loss' : ''}`}>
            <span className="caption second">{name(bar.kind)}</span>
            <span className="waterfall-track">
              <i style={{ left: `${at(bar.from)}%`, width: `${Math.max(0.6, at(bar.to) - at(bar.from))}%` }} />
            </span>
            <b className="numeric caption">{text(bar.amount)}</b>
          </div>
        ))}
      </div>
    );
  }
  return (
    <div ref={ref} className="waterfall">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={described}>
        {bars.map((bar, index) => {
          const left = index * slot + (slot - barWidth) / 2;
          const next = bars[index + 1];
          const above = y(bar.to) - 7;
          return (
            <g key={bar.kind} className={`waterfall-bar ${bar.kind}${bar.kind === 'total' && bar.amount < 0 ? ' loss' : ''}`}>
              <rect x={left} y={y(bar.to)} width={barWidth} height={Math.max(1, y(bar.from) - y(bar.to))} rx={3} />
              {next && <path d={`M${left + barWidth} ${y(bar.level)}H${(index + 1) * slot + (slot - barWidth) / 2}`} />}
              <text x={index * slot + slot / 2} y={above} textAnchor="middle" className="waterfall-amount">
                {text(bar.amount)}
              </text>
              <text x={index * slot + slot / 2} y={height - 7} textAnchor="middle" className="waterfall-name">
                {name(bar.kind)}
              </text>
            </g>
          );
        })}
        <path d={`M0 ${y(0)}H${width}`} className="waterfall-zero" />
      </svg>
    </div>
  );
}
