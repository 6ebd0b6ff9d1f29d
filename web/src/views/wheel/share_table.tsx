// The wheel as a table: share by count (solid bar, its proven part full) and by value (outlined bar), moves, time, stuck.
import { useTranslation } from 'react-i18next';
import type { Stage } from '~/api/types';
import { Card } from '~/components/card';
import { StageChip } from '~/components/stage_chip';
import { useFormat } from '~/format/use_format';
import type { StageFigures } from './figures';
import type { Metric } from './filters';

interface ShareTableProps {
  id: string;
  figures: StageFigures[];
  metric: Metric;
  onStage: (stage: Stage) => void;
  actions?: React.ReactNode;
}

export function ShareTable({ id, figures, metric, onStage, actions }: ShareTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(1, ...figures.map((figure) => Math.max(figure.countPercent, figure.valuePercent ?? 0)));
  const both = format.language === 'zh-CN';
  return (
    <Card
      title={t('wheel.share_title')}
      className="share-card"
      actions={
        <>
          {actions}
          <span className="caption third row share-key">
            <svg width="14" height="8" aria-hidden="true">
              <rect width="14" height="7" rx="2" fill="var(--text-3)" />
            </svg>
            {t('wheel.metric_count')}
          </span>
          <span className="caption third row share-key">
            <svg width="14" height="8" aria-hidden="true">
              <rect x=".5" y=".5" width="13" height="6" rx="2" fill="none" stroke="var(--text-3)" />
            </svg>
            {t('wheel.metric_value')}
          </span>
        </>
      }
    >
      <table id={id} className="table compact share-table" aria-label={t('wheel.share_title')}>
        <thead>
          <tr>
            <th scope="col">{t('wheel.th_stage')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('wheel.th_bar')}</span>
            </th>
            <th scope="col" className={metric === 'count' ? 'end second' : 'end'}>
              {t('wheel.th_count')}
            </th>
            <th scope="col" className={metric === 'value' ? 'end second' : 'end'}>
              {t('wheel.th_value')}
            </th>
            <th scope="col" className="end">
              {t('wheel.th_in_out')}
            </th>
            <th scope="col" className="end wide-only">
              {t('wheel.th_median')}
            </th>
            <th scope="col" className="end">
              {t('wheel.th_stalled')}
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure.stage} className={figure.faded ? 'faded' : undefined} onDoubleClick={() => onStage(figure.stage)}>
              <th scope="row" className="nowrap regular">
                <StageChip stage={figure.stage} both={both} />
              </th>
              <td className="share-bars">
                <Bars figure={figure} most={most} />
              </td>
              <td className={`end numeric ${metric === 'count' ? '' : 'second'}`}>{figure.countPercent.toFixed(1)}</td>
              <td className={`end numeric ${metric === 'value' ? '' : 'second'}`}>{figure.valuePercent === null ? '–' : figure.valuePercent.toFixed(1)}</td>
              <td className="end numeric nowrap">
                <span className={figure.in > 0 ? 'ok' : 'third'}>{format.delta(figure.in)}</span> <span className="third">{format.delta(-figure.out)}</span>
              </td>
              <td className="end numeric wide-only">{figure.median === null ? '–' : Math.round(figure.median)}</td>
              <td className="end numeric">{figure.stuck > 0 ? <span className="bad bold">{figure.stuck}</span> : <span className="third">–</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Bars({ figure, most }: { figure: StageFigures; most: number }) {
  const { t } = useTranslation();
  const total = figure.proven + figure.unproven;
  const provenShare = total > 0 ? (figure.proven / total) * 100 : 0;
  return (
    <div data-stage={figure.index + 1} title={t('wheel.bar_hint', { proven: figure.proven, unproven: figure.unproven })}>
      {figure.countPercent > 0 && (
        <div className="share-count" style={{ width: `${(figure.countPercent / most) * 100}%` }}>
          <div className="share-proven" style={{ width: `${provenShare}%` }} />
          {figure.unproven > 0 && <div className="share-unproven" />}
        </div>
      )}
      {(figure.valuePercent ?? 0) > 0 && <div className="share-value" style={{ width: `${((figure.valuePercent ?? 0) / most) * 100}%` }} />}
    </div>
  );
}
