// Twelve weeks as a stacked area, satisfaction at the bottom; the layers carry their stage number at the right end.
import { useTranslation } from 'react-i18next';
import type { UseQueryResult } from '@tanstack/react-query';
import { stages, type Unit, type WheelHistory } from '~/api/types';
import { Card } from '~/components/card';
import { ErrorState, Skeleton } from '~/components/states';
import { useWidth } from '~/components/use_width';
import { useFormat } from '~/format/use_format';
import { stackedArea } from './geometry';

const height = 100;
const labels = 26;

export function HistoryChart({ read, unit }: { read: UseQueryResult<WheelHistory>; unit: Unit }) {
  const history = read.data;
  const { t } = useTranslation();
  const format = useFormat();
  const [measure, width] = useWidth<HTMLDivElement>(440);
  const weeks = history?.weeks ?? [];
  const plot = Math.max(120, width - labels);
  const layers = stackedArea(
    weeks.map((week) => week.counts),
    plot,
    height,
  );
  const middle = (counts: number[] | undefined) => (counts ?? []).slice(3, 7).reduce((sum, count) => sum + count, 0);
  const delta = weeks.length > 1 ? middle(weeks[weeks.length - 1]?.counts) - middle(weeks[0]?.counts) : null;
  const ticks = weeks.length > 1 ? [0, 4, 8, weeks.length - 1].filter((week, index, all) => week < weeks.length && all.indexOf(week) === index) : [];
  return (
    <Card
      title={t('wheel.history_title')}
      note={t(unit === 'account' ? 'wheel.history_note' : 'wheel.history_note_opportunity')}
      className="history-card"
      actions={delta !== null && <span className={`caption nowrap ${delta > 0 ? 'ok' : 'third'}`}>{t('wheel.history_delta', { delta: format.delta(delta) })}</span>}
    >
      <div ref={measure}>
        {read.isError && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
        {read.isPending && <Skeleton height={126} />}
        {history && (
          <svg viewBox={`0 -6 ${plot + labels} 126`} width={plot + labels} height={126} role="img" aria-label={t('wheel.history_label')}>
            {layers.map((layer) => (
              <path key={layer.index} d={layer.path} data-stage={layer.index + 1} fill="var(--stage)" stroke="var(--surface)" strokeWidth={1.2} />
            ))}
            {layers.filter((layer) => (weeks[weeks.length - 1]?.counts[layer.index] ?? 0) > 0).map((layer) => (
              <g key={layer.index} data-stage={layer.index + 1}>
                <path d={`M${plot + 2} ${layer.end}L${plot + 11} ${layer.label}`} stroke="var(--stage)" strokeWidth={1.2} />
                <text x={plot + 15} y={layer.label + 4} fontSize={12} fill="var(--text-2)" className="numeric">
                  {layer.index + 1}
                </text>
              </g>
            ))}
            {ticks.map((week, index) => (
              <text
                key={week}
                x={(week / (weeks.length - 1)) * plot}
                y={116}
                fontSize={format.language === 'zh-CN' ? 12 : 11}
                fill="var(--text-3)"
                textAnchor={index === 0 ? 'start' : index === ticks.length - 1 ? 'end' : 'middle'}
              >
                {format.date(weeks[week]?.date ?? '', { year: false })}
              </text>
            ))}
          </svg>
        )}
      </div>
      {history && (
        <div className="visually-hidden">
          <table>
            <caption>{t('wheel.history_label')}</caption>
            <thead>
              <tr>
                <th />
                {stages.map((stage) => (
                  <th key={stage} scope="col">
                    {t(`stage.${stage}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week) => (
                <tr key={week.date}>
                  <th scope="row">{format.date(week.date)}</th>
                  {week.counts.map((count, index) => (
                    <td key={stages[index]}>{count}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
