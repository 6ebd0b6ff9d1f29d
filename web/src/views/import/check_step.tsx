// Step 3: what would happen, before anything does. Errors by cause with row and column; likely duplicates by name.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { errorText } from '~/api/errors';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Icon } from '~/components/icon';
import { EmptyState, SkeletonRows } from '~/components/states';
import { toast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { Progress } from './progress';
import type { ImportCheck, ImportJob, IssueGroup } from './import_types';
import { LeftOutCard } from './left_out_card';
import { useImportActions } from './use_import';

export function CheckStep({ job, onBack }: { job: ImportJob; onBack: () => void }) {
  const { t } = useTranslation();
  const { act } = useImportActions(job.id);
  const [busy, setBusy] = useState(false);
  const run = (action: 'run' | 'cancel') => {
    setBusy(true);
    act(action)
      .catch((error: unknown) => toast(errorText(error, t)))
      .finally(() => setBusy(false));
  };
  if (job.state === 'checking') {
    return (
      <Card title={t('importing.checking')}>
        {job.progress ? <Progress progress={job.progress} state={job.state} /> : <SkeletonRows rows={3} />}
        <Button onPress={() => run('cancel')}>{t('common.cancel')}</Button>
      </Card>
    );
  }
  const check = job.check;
  if (!check) return <EmptyState action={<Button onPress={onBack}>{t('importing.back_to_mapping')}</Button>}>{t('importing.no_check')}</EmptyState>;
  const failing = check.errors.reduce((sum, group) => sum + group.count, 0);
  const nothing = totalOf(check.create) + totalOf(check.update) === 0;
  return (
    <div className="import-body">
      <Counts check={check} failing={failing} />
      {check.errors.length > 0 && <Issues title={t('importing.errors')} groups={check.errors} tone="bad" hint={t('importing.errors_hint')} job={job} />}
      {check.warnings.length > 0 && <Issues title={t('importing.warnings')} groups={check.warnings} tone="warn" hint={t('importing.warnings_hint')} job={job} />}
      <LeftOutCard files={job.files} onBack={onBack} />
      {check.duplicate_count > 0 && <DuplicateList check={check} job={job} />}
      <div className="row import-actions">
        <Button variant="primary" onPress={() => run('run')} isPending={busy} isDisabled={nothing}>
          {t('importing.run')}
        </Button>
        <Button onPress={onBack}>{t('importing.back_to_mapping')}</Button>
        <span className="caption third">{t('importing.run_hint')}</span>
      </div>
    </div>
  );
}

export function totalOf(counts: Record<string, number> | undefined): number {
  return Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0);
}

export function CountList({ counts }: { counts: Record<string, number> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const entries = Object.entries(counts).filter(([, count]) => count > 0);
  if (entries.length === 0) return null;
  return (
    <span className="row count-list">
      {entries.map(([kind, count]) => (
        <span key={kind}>
          {t(`importing.kind_${kind}`, { defaultValue: kind })} <b className="numeric">{format.number(count)}</b>
        </span>
      ))}
    </span>
  );
}

function Counts({ check, failing }: { check: ImportCheck; failing: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={t('importing.would_happen')}>
      <dl className="import-counts">
        <div>
          <dt className="caption third">{t('importing.read')}</dt>
          <dd className="metric numeric">{format.number(check.rows)}</dd>
        </div>
        <div>
          <dt className="caption third">{t('importing.created')}</dt>
          <dd className="metric numeric">{format.number(totalOf(check.create))}</dd>
          <dd className="caption second">
            <CountList counts={check.create} />
          </dd>
        </div>
        <div>
          <dt className="caption third">{t('importing.updated')}</dt>
          <dd className="metric numeric">{format.number(totalOf(check.update))}</dd>
          <dd className="caption second">
            <CountList counts={check.update} />
          </dd>
        </div>
        <div>
          <dt className="caption third">{t('importing.skipped')}</dt>
          <dd className="metric numeric">{format.number(check.skip)}</dd>
        </div>
        <div>
          <dt className="caption third">{t('importing.failing')}</dt>
          <dd className={failing > 0 ? 'metric numeric bad' : 'metric numeric'}>{format.number(failing)}</dd>
        </div>
      </dl>
    </Card>
  );
}

interface IssuesProps {
  title: string;
  groups: IssueGroup[];
  tone: 'bad' | 'warn';
  hint: string;
  job: ImportJob;
}

function fileName(job: ImportJob, file: string | number): string {
  return typeof file === 'number' ? (job.files[file]?.name ?? String(file)) : (job.files.find((one) => one.id === file)?.name ?? file);
}

function Issues({ title, groups, tone, hint, job }: IssuesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Card title={title} note={hint}>
      {groups.map((group) => (
        <details key={group.cause} className="issue">
          <summary>
            <Icon name="warning" className={tone} />
            <span className="grow">{causeText(t, group.cause)}</span>
            <b className={`numeric ${tone}`}>{t('importing.rows', { count: group.count, rows: format.number(group.count) })}</b>
            <Icon name="chevron_down" size={14} className="third" />
          </summary>
          <div className="table-scroll">
            <table className="table compact">
              <thead>
                <tr>
                  {job.files.length > 1 && <th>{t('importing.file')}</th>}
                  <th className="end">{t('importing.row')}</th>
                  <th>{t('importing.column')}</th>
                  <th>{t('importing.value')}</th>
                </tr>
              </thead>
              <tbody>
                {group.rows.map((row, index) => (
                  <tr key={`${row.row}-${row.column}-${index}`}>
                    {job.files.length > 1 && <td className="second">{fileName(job, row.file)}</td>}
                    <td className="end numeric">{row.row}</td>
                    <td>{row.column}</td>
                    <td className="issue-value">
                      {row.value || <span className="third">{t('importing.empty_cell')}</span>}
                      {row.hint && <span className="second"> → {row.hint}</span>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {group.count > group.rows.length && <p className="caption third">{t('importing.more_rows', { count: group.count - group.rows.length })}</p>}
        </details>
      ))}
    </Card>
  );
}

/** The server's codes of what can be wrong with a field serve here as causes. */
export function causeText(t: (key: string, values?: Record<string, unknown>) => string, cause: string): string {
  const own = t(`import_cause.${cause}`, { defaultValue: '' });
  if (own) return own;
  // The sentences of fields may hold places for values that a group of rows does not have.
  return t(`field.${cause}`, { defaultValue: t(`error.${cause}`, { defaultValue: cause }) }).replace(/\{[a-z_]+\}/g, '…');
}

function DuplicateList({ check, job }: { check: ImportCheck; job: ImportJob }) {
  const { t } = useTranslation();
  return (
    <Card title={t('importing.likely_duplicates', { count: check.duplicate_count })} note={t(`importing.duplicates_${job.duplicates ?? 'merge'}_hint`)}>
      <div className="table-scroll">
        <table className="table compact">
          <thead>
            <tr>
              <th className="end">{t('importing.row')}</th>
              <th>{t('importing.in_file')}</th>
              <th>{t('importing.in_book')}</th>
              <th>{t('importing.matched_by')}</th>
            </tr>
          </thead>
          <tbody>
            {check.duplicates.map((duplicate, index) => (
              <tr key={`${duplicate.row}-${index}`}>
                <td className="end numeric third">{duplicate.row}</td>
                <td>{duplicate.name}</td>
                <td>
                  <Link className="link" to={`/accounts/${duplicate.existing.id}`} target="_blank">
                    {duplicate.existing.name}
                  </Link>
                </td>
                <td className="second">
                  {(Array.isArray(duplicate.matched_by) ? duplicate.matched_by : [duplicate.matched_by]).map((field) => t(`import_match.${field}`, { defaultValue: t(`field_name.${field}`, { defaultValue: field }) })).join(t('forms.list_comma'))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {check.duplicate_count > check.duplicates.length && <p className="caption third">{t('importing.more_rows', { count: check.duplicate_count - check.duplicates.length })}</p>}
    </Card>
  );
}
