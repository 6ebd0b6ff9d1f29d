// Step 4: the import at work, what came of it, the failed rows to download, and the way back for seven days.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { address } from '~/api/client';
import { errorText } from '~/api/errors';
import { useRead } from '~/api/queries';
import { Button, ButtonLink } from '~/components/button';
import { Card } from '~/components/card';
import { Confirm } from '~/components/overlays';
import { SkeletonRows } from '~/components/states';
import { toast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { CountList, totalOf } from './check_step';
import { isBusy, stoppedUndo, wholeRecord, type ImportConflict, type ImportJob, type ImportResult } from './import_types';
import { Progress } from './progress';
import { useImportActions } from './use_import';

export function RunStep({ job }: { job: ImportJob }) {
  const client = useQueryClient();
  const settled = !isBusy(job.state);
  useEffect(() => {
    // Everything on every page may have changed.
    if (settled) void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'imports' });
  }, [settled, client]);
  const { t } = useTranslation();
  const format = useFormat();
  const { act } = useImportActions(job.id);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = (action: 'cancel' | 'undo') => {
    setBusy(true);
    setAsking(false);
    act(action)
      .catch((error: unknown) => toast(errorText(error, t)))
      .finally(() => setBusy(false));
  };
  if (job.state === 'running' || job.state === 'undoing') {
    return (
      <Card title={t(`importing.state_${job.state}`)}>
        {job.progress ? <Progress progress={job.progress} state={job.state} /> : <SkeletonRows rows={2} />}
        <div className="row import-actions">
          <Button onPress={() => run('cancel')} isPending={busy}>
            {t('common.cancel')}
          </Button>
          <span className="caption third">{t(job.state === 'running' ? 'importing.cancel_hint' : 'importing.cancel_undo_hint')}</span>
        </div>
      </Card>
    );
  }
  const { result } = job;
  const stopped = stoppedUndo(job);
  const conflicts = stopped?.conflicts ?? result?.conflicts ?? [];
  return (
    <div className="import-body">
      <Card title={t(stopped ? 'importing.end_undo_stopped' : `importing.end_${job.state}`)}>
        {stopped && (
          <p className="import-undone">
            {t('importing.undone_count', { count: stopped.undone, changes: format.number(stopped.undone) })} · {t('importing.undo_left', { count: stopped.left, changes: format.number(stopped.left) })}
          </p>
        )}
        {result?.refused && <p className="bad">{t(`error.${result.refused}`, { defaultValue: t('common.unexpected') })}</p>}
        {result?.read !== undefined ? <ResultFigures result={result} /> : result?.undone !== undefined ? <p>{t('importing.undone_count', { count: result.undone, changes: format.number(result.undone) })}</p> : <p className="second">{t('importing.nothing_written')}</p>}
        <div className="row import-actions">
          {job.state === 'done' && (
            <>
              <ButtonLink variant="primary" to="/wheel">
                {t('importing.see_wheel')}
              </ButtonLink>
              <ButtonLink to="/accounts">{t('app.accounts')}</ButtonLink>
            </>
          )}
          {result && (result.failed ?? 0) > 0 && (
            <a className="button" href={address(`/imports/${job.id}/failed_rows`)} download>
              {t('importing.failed_rows', { count: result.failed })}
            </a>
          )}
          {stopped ? (
            <Button variant="danger" icon="undo" onPress={() => run('undo')} isPending={busy}>
              {t('importing.undo_go_on')}
            </Button>
          ) : (
            (job.state === 'done' || job.state === 'cancelled') &&
            result &&
            totalOf(result.created) + totalOf(result.updated) > 0 && (
              <Button variant="danger" icon="undo" onPress={() => setAsking(true)} isPending={busy}>
                {t('importing.undo')}
              </Button>
            )
          )}
        </div>
      </Card>
      {conflicts.length > 0 && <Conflicts conflicts={conflicts} />}
      <Confirm title={t('importing.undo')} confirmLabel={t('common.undo')} isOpen={asking} onClose={() => setAsking(false)} onConfirm={() => run('undo')}>
        {result && t('importing.undo_explained', { created: totalOf(result.created), updated: totalOf(result.updated) })}
      </Confirm>
    </div>
  );
}

function ResultFigures({ result }: { result: ImportResult }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { read = 0, created = {}, updated = {}, skipped = 0, failed = 0, seconds = 0, peak_memory_bytes = 0 } = result;
  return (
    <>
      <dl className="import-counts">
        <div>
          <dt className="caption third">{t('importing.read')}</dt>
          <dd className="metric numeric">{format.number(read)}</dd>
        </div>
        <div>
          <dt className="caption third">{t('importing.created')}</dt>
          <dd className="metric numeric">{format.number(totalOf(created))}</dd>
          <dd className="caption second">
            <CountList counts={created} />
          </dd>
        </div>
        <div>
          <dt className="caption third">{t('importing.updated')}</dt>
          <dd className="metric numeric">{format.number(totalOf(updated))}</dd>
          <dd className="caption second">
            <CountList counts={updated} />
          </dd>
        </div>
        <div>
          <dt className="caption third">{t('importing.skipped')}</dt>
          <dd className="metric numeric">{format.number(skipped)}</dd>
        </div>
        <div>
          <dt className="caption third">{t('importing.failing')}</dt>
          <dd className={failed > 0 ? 'metric numeric bad' : 'metric numeric'}>{format.number(failed)}</dd>
        </div>
      </dl>
      <p className="caption third numeric">
        {t(seconds < 1 ? 'importing.took_short' : 'importing.took', { seconds: format.number(seconds, 1), rate: format.number(seconds > 0 ? read / seconds : read), memory: format.number(peak_memory_bytes / 1_048_576) })}
      </p>
    </>
  );
}

/** What somebody has edited since keeps their value. */
function Conflicts({ conflicts }: { conflicts: ImportConflict[] }) {
  const { t } = useTranslation();
  return (
    <Card title={t('importing.conflicts', { count: conflicts.length })} note={t('importing.conflicts_hint')}>
      <div className="table-scroll">
        <table className="table compact">
          <thead>
            <tr>
              <th>{t('importing.record')}</th>
              <th>{t('importing.column')}</th>
              <th>{t('importing.now')}</th>
              <th>{t('importing.before')}</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((conflict, index) => (
              <tr key={`${conflict.object_id}-${conflict.field}-${index}`}>
                <td>
                  {t(`object.${conflict.object_type}`, { defaultValue: conflict.object_type })} <ConflictRecord conflict={conflict} lookUp={index < lookedUp} />
                </td>
                {wholeRecord(conflict) ? (
                  <td colSpan={3}>{t(`importing.conflict_${wholeRecord(conflict)}`, { object: t(`object.${conflict.used_by}`, { defaultValue: conflict.used_by ?? '–' }) })}</td>
                ) : (
                  <>
                    <td>{t(`field_name.${conflict.field}`, { defaultValue: conflict.field })}</td>
                    <td>{String(conflict.now ?? '–')}</td>
                    <td className="third">{String(conflict.undo_to ?? '–')}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

const lookedUp = 50; // names asked for; the rest of a long table names its kind alone
const placesOf: Record<string, string> = { account: 'accounts', contact: 'contacts', opportunity: 'opportunities', call: 'calls', product: 'products', user: 'users', next_step: 'next_steps', note: 'notes' };

interface AnyRecord {
  name?: string | null;
  subject?: string | null;
  text?: string | null;
  account_id?: string | null;
  opportunity_id?: string | null;
}

/** The record's name, with a link to where it is found. */
function ConflictRecord({ conflict, lookUp }: { conflict: ImportConflict; lookUp: boolean }) {
  const { object_type: type, object_id: id } = conflict;
  const place = placesOf[type];
  const record = useRead<AnyRecord>([place ?? type, 'record', id], `/${place}/${id}`, undefined, { enabled: lookUp && Boolean(place) && wholeRecord(conflict) !== 'gone' });
  const { data } = record;
  const name = conflict.object_name ?? data?.name ?? data?.subject ?? data?.text;
  if (!name) return null;
  const to = type === 'account' || type === 'opportunity' || type === 'call' ? `/${place}/${id}` : data?.opportunity_id ? `/opportunities/${data.opportunity_id}` : data?.account_id ? `/accounts/${data.account_id}` : null;
  return to ? (
    <Link className="link" to={to}>
      {name}
    </Link>
  ) : (
    <span>{name}</span>
  );
}
