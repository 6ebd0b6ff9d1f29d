// Twelve months of how somebody sells, one small chart for each share, with its slope over the last six months.
import { useTranslation } from 'react-i18next';
import { pathMeasures, type ChangePath, type PathMeasure, type PathMonth } from '~/api/coaching';
import { useView } from '~/api/queries';
import { Card } from '~/components/card';
import { RuleWhy } from '~/components/rule_why';
import { EmptyState, ErrorState, Skeleton } from '~/components/states';
import { useFormat } from '~/format/use_format';
import { pointsOf, segmentsOf } from './path_points';

const width = 240;
const height = 64;

export function PathCard({ userId }: { userId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const view = useView<ChangePath>(`/users/${userId}/change_path`);
  const data = view.data;
  const calls = data?.months.reduce((sum, month) => sum + month.calls, 0) ?? 0;
  return (
    <Card
      title={t('coaching.path')}
      other={format.language === 'zh-CN' ? 'Changing process' : '变化的过程'}
      otherLanguage={format.other}
      actions={data && calls > 0 && <RuleWhy rule="M46.path" title={t('coaching.path')} input={() => data.input} />}
    >
      {view.isPending && <Skeleton height={320} />}
      {view.isError && !data && <ErrorState error={view.error} onRetry={() => void view.refetch()} />}
      {data && calls === 0 && <EmptyState>{t('coaching.path_empty')}</EmptyState>}
      {data && calls > 0 && (
        <>
          <p className="second">{t('coaching.path_note', { count: calls })}</p>
          <div className="path-grid">
            {pathMeasures.map((measure) => (
              <Measure key={measure} measure={measure} months={data.months} slope={data.slope[measure]} />
            ))}
          </div>
        </>
      )}
    </Card>
  );
}

function Measure({ measure, months, slope }: { measure: PathMeasure; months: readonly PathMonth[]; slope: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const points = pointsOf(months.map((month) => month[measure]), width, height);
  const last = points.at(-1);
  const name = t(`coaching.measure_${measure}`);
  const month = (one: PathMonth | undefined) => (one ? `${one.year}-${String(one.month).padStart(2, '0')}` : '');
  return (
    <figure className="path-measure">
      <figcaption>
        <span className="row">
          <b className="grow">{name}</b>
          <span className="numeric">{last ? format.percent(last.value, 0) : '–'}</span>
        </span>
        <span className="caption third">{t(`coaching.measure_${measure}_note`)}</span>
      </figcaption>
      <svg viewBox={`-4 -4 ${width + 8} ${height + 8}`} role="img" aria-label={t('coaching.measure_label', { name, from: month(months[0]), to: month(months.at(-1)) })}>
        <line x1={0} y1={height} x2={width} y2={height} stroke="var(--line-2)" />
        <line x1={0} y1={height / 2} x2={width} y2={height / 2} stroke="var(--line)" strokeDasharray="3 4" />
        {segmentsOf(points).map((path) => (
          <path key={path} d={path} fill="none" stroke="var(--accent)" strokeWidth={2} strokeLinejoin="round" />
        ))}
        {points.map((point) => (
          <circle key={point.index} cx={point.x} cy={point.y} r={3} fill="var(--accent)">
            <title>{`${month(months[point.index])}: ${format.percent(point.value, 0)}`}</title>
          </circle>
        ))}
      </svg>
      <span className="row caption third path-ends">
        <span className="numeric">{month(months[0])}</span>
        <span className="grow" />
        <span className="numeric">{month(months.at(-1))}</span>
      </span>
      <span className={slope === null ? 'caption third' : slope >= 0 ? 'caption ok' : 'caption warn'}>{slope === null ? t('coaching.no_slope') : t('coaching.slope', { points: format.delta(Math.round(slope * 1000) / 10) })}</span>
      <table className="visually-hidden">
        <caption>{name}</caption>
        <tbody>
          {months.map((one) => (
            <tr key={month(one)}>
              <th scope="row">{month(one)}</th>
              <td>{one[measure] === null ? '–' : format.percent(one[measure], 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
