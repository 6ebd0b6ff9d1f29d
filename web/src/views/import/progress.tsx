// How far the server is: a bar, the rate, the time left. Said aloud at every tenth.
import { useTranslation } from 'react-i18next';
import { useFormat } from '~/format/use_format';
import { phaseOf, type ImportJob, type ImportState } from './import_types';

/** All rows are through, and the job is not over: parents are linked and positions worked out, which no count tells. */
export function Progress({ progress, state }: { progress: NonNullable<ImportJob['progress']>; state: ImportState }) {
  const { t } = useTranslation();
  const format = useFormat();
  const phase = phaseOf(state, progress);
  const share = progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  return (
    <div className="progress">
      <div className="progress-bar" role="progressbar" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(share * 10) * 10} aria-label={t('importing.progress')}>
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <div className="row second">
        <b className="numeric">{t('importing.done_of', { done: format.number(progress.done), total: format.number(progress.total) })}</b>
        <span className="grow" />
        {phase !== 'rows' && <span role="status">{t(`importing.phase_${phase}`)}</span>}
        {phase === 'rows' && progress.rows_per_second > 0 && <span className="numeric">{t('importing.rate', { rate: format.number(progress.rows_per_second) })}</span>}
        {phase === 'rows' && progress.seconds_left !== null && progress.seconds_left !== undefined && <span className="numeric">{t('importing.left', { count: Math.ceil(progress.seconds_left) })}</span>}
      </div>
    </div>
  );
}
