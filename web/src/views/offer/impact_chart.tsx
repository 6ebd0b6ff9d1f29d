// How much each class of statement moves a customer, along the cycle: the method's model curves, marked as a model, and
// our own rate where ten calls or more tell it. The table beneath says the same.
import { useTranslation } from 'react-i18next';
import { useView } from '~/api/queries';
import type { ImpactChart } from '~/api/selling';
import { stageNumber, type Stage } from '~/api/types';
import { Card } from '~/components/card';
import { RuleWhy } from '~/components/rule_why';
import { ErrorState, SkeletonRows } from '~/components/states';
import { useWidth } from '~/components/use_width';
import { useFormat } from '~/format/use_format';

const height = 150;
const top = 10;
const bottom = 22;
const left = 8;
const curves = ['benefit', 'advantage', 'feature'] as const;
const lineHeight = 14;

/** Heights of the labels at the right end: each beside its curve, none over the other. Given from the top down. */
export function labelHeights(wanted: readonly number[], lowest: number): number[] {
  const order = wanted.map((height, index) => ({ height, index })).sort((a, b) => b.height - a.height);
  const placed = [...wanted];
  let limit = lowest;
  for (const { height: want, index } of order) {
    placed[index] = Math.min(want, limit);
    limit = (placed[index] ?? 0) - lineHeight;
  }
  return placed;
}

export function ImpactCard({ stage }: { stage: Stage }) {
  const { t } = useTranslation();
  const format = useFormat();
  const chart = useView<ImpactChart>('/impact_chart');
  const [ref, width] = useWidth<HTMLDivElement>(312);
  const right = 76;
  const x = (one: Stage) => left + ((stageNumber(one) - 1) / 7) * (width - left - right);
  const y = (value: number) => top + (1 - value) * (height - top - bottom);
  const model = chart.data?.model ?? [];
  const last = model[model.length - 1];
  const now = model.find((point) => point.stage === stage);
  const labels = last ? labelHeights(curves.map((curve) => y(last[curve]) + 4), height - bottom) : [];
  const own = (chart.data?.own ?? []).filter((one) => one.rate !== null);
  return (
    <Card title={t('offer.impact')} actions={now && <RuleWhy rule="C5.curves" title={t('offer.impact')} input={() => now.input} />}>
      <p className="caption third">{t('offer.model_not_data')}</p>
      {chart.isPending && <SkeletonRows rows={3} />}
      {chart.isError && <ErrorState error={chart.error} onRetry={() => void chart.refetch()} />}
      <div ref={ref}>
        {last && (
          <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('offer.impact_label')} className="impact-chart">
            <path d={`M${x(stage)} ${top}V${height - bottom}`} className="impact-now" />
            {curves.map((curve, place) => (
              <g key={curve} className={`impact-${curve}`}>
                <path d={model.map((point, index) => `${index === 0 ? 'M' : 'L'}${x(point.stage).toFixed(1)} ${y(point[curve]).toFixed(1)}`).join('')} />
                <text x={x(last.stage) + 6} y={labels[place]}>
                  {t(`statement_class.${curve}`)}
                </text>
              </g>
            ))}
            {own.map((one) => one.class !== 'value' && <circle key={`${one.stage}${one.class}`} className={`impact-own impact-${one.class}`} cx={x(one.stage)} cy={y(one.rate ?? 0)} r={3.5} />)}
            {model.map((point) => (
              <text key={point.stage} x={x(point.stage)} y={height - 6} textAnchor="middle" className={point.stage === stage ? 'impact-tick now' : 'impact-tick'}>
                {stageNumber(point.stage)}
              </text>
            ))}
          </svg>
        )}
      </div>
      {own.length > 0 ? (
        <ul className="caption second plain-list">
          {own.map((one) => (
            <li key={`${one.stage}${one.class}`}>
              {t('offer.own_rate', { stage: t(`stage.${one.stage}`), class: t(`statement_class.${one.class}`), percent: format.percent(one.rate, 0), n: one.n })}{' '}
              {one.input != null && <RuleWhy rule="C5.rate" title={t('offer.impact')} input={() => one.input} />}
            </li>
          ))}
        </ul>
      ) : (
        <p className="caption third">{t('offer.no_own_data')}</p>
      )}
    </Card>
  );
}
