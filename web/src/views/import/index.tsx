// The import wizard: file, mapping, check, run. Each job has its own address, so that it can be left and come back to.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ApiError } from '~/api/errors';
import { Page } from '~/app/page';
import { useMay } from '~/app/session';
import { ButtonLink } from '~/components/button';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { CheckStep } from './check_step';
import { FileStep } from './file_step';
import { stepOf, type ImportJob } from './import_types';
import { MappingStep } from './mapping_step';
import { RunStep } from './run_step';
import { useImportJob } from './use_import';
import '../record/record.css';
import './import.css';

export default function ImportView() {
  const { t } = useTranslation();
  const { job: id } = useParams();
  const may = useMay('import');
  const job = useImportJob(id);
  const [remapping, setRemapping] = useState<string | null>(null);

  if (!may) {
    return (
      <Page title={t('app.import')}>
        <EmptyState>{t('importing.no_permission')}</EmptyState>
      </Page>
    );
  }
  const step = !id ? 1 : job.data ? (remapping === id && job.data.state === 'checked' ? 2 : stepOf(job.data.state)) : 2;
  return (
    <Page title={t('app.import')} note={<Steps step={step} />} actions={id && <ButtonLink to="/import">{t('importing.another')}</ButtonLink>}>
      {!id && <FileStep />}
      {id && job.isPending && <SkeletonRows rows={8} />}
      {id && job.isError && (job.error instanceof ApiError && job.error.status === 404 ? <EmptyState action={<ButtonLink to="/import">{t('importing.another')}</ButtonLink>}>{t('importing.gone')}</EmptyState> : <ErrorState error={job.error} onRetry={() => void job.refetch()} />)}
      {job.data && <JobStep job={job.data} step={step} onRemap={() => setRemapping(id ?? null)} onChecked={() => setRemapping(null)} />}
    </Page>
  );
}

function JobStep({ job, step, onRemap, onChecked }: { job: ImportJob; step: number; onRemap: () => void; onChecked: () => void }) {
  switch (step) {
    case 2:
      return <MappingStep job={job} onChecked={onChecked} />;
    case 3:
      return <CheckStep job={job} onBack={onRemap} />;
    default:
      return <RunStep job={job} />;
  }
}

function Steps({ step }: { step: number }) {
  const { t } = useTranslation();
  return (
    <ol className="import-steps" aria-label={t('importing.steps')}>
      {[1, 2, 3, 4].map((number) => (
        <li key={number} className={number < step ? 'done' : number === step ? 'now' : undefined} aria-current={number === step ? 'step' : undefined}>
          <span className="import-step-number">{number}</span>
          {t(`importing.step_${number}`)}
        </li>
      ))}
    </ol>
  );
}
