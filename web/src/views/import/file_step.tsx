// Step 1: drop the files of one export, or choose them; and the imports made before, each of which can be taken back.
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { get } from '~/api/client';
import { errorText } from '~/api/errors';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Icon } from '~/components/icon';
import { ErrorState } from '~/components/states';
import { Tag, type Tone } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { usePhone } from '../lists/use_viewport';
import { stoppedUndo, type ImportJob, type ImportState } from './import_types';
import { uploadFile } from './use_import';

interface Upload {
  name: string;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  error?: unknown;
}

export function FileStep() {
  const { t } = useTranslation();
  const phone = usePhone();
  const navigate = useNavigate();
  const chooser = useRef<HTMLInputElement>(null);
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [over, setOver] = useState(false);
  const busy = uploads.some((upload) => upload.state === 'waiting' || upload.state === 'sending');

  const send = async (files: File[]) => {
    if (files.length === 0 || busy) return;
    let group: string | null = null;
    let failed = false;
    const show = (index: number, change: Partial<Upload>) => setUploads((before) => before.map((upload, at) => (at === index ? { ...upload, ...change } : upload)));
    setUploads(files.map((file) => ({ name: file.name, state: 'waiting' })));
    for (const [index, file] of files.entries()) {
      show(index, { state: 'sending' });
      try {
        const job = await uploadFile(file, group);
        group = job.id;
        show(index, { state: 'done' });
      } catch (error) {
        failed = true;
        show(index, { state: 'failed', error });
      }
    }
    if (group && !failed) void navigate(`/import/${group}`);
    else if (group) setGroup(group);
  };
  const [group, setGroup] = useState<string | null>(null);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send([...event.dataTransfer.files]);
  };
  return (
    <div className="import-file">
      <div
        className={over ? 'drop-zone over' : 'drop-zone'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <Icon name="import" size={28} className="third" />
        <h2>{t(phone ? 'importing.choose_files_here' : 'importing.drop')}</h2>
        <p className="second">{t('importing.drop_hint')}</p>
        <Button variant="primary" onPress={() => chooser.current?.click()} isPending={busy}>
          {t('importing.choose')}
        </Button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept=".csv,.tsv,.txt,.xlsx"
          aria-label={t('importing.choose')}
          onChange={(event) => {
            void send([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </div>
      {uploads.length > 0 && (
        <Card title={t('importing.files')}>
          <ul>
            {uploads.map((upload, index) => (
              <li key={`${upload.name}-${index}`} className="row upload-row">
                <Icon name={upload.state === 'done' ? 'check' : upload.state === 'failed' ? 'warning' : 'clock'} className={upload.state === 'done' ? 'ok' : upload.state === 'failed' ? 'bad' : 'third'} />
                <b className="ellipsis">{upload.name}</b>
                <span className={upload.state === 'failed' ? 'bad' : 'third'} role={upload.state === 'failed' ? 'alert' : undefined}>
                  {upload.state === 'failed' ? errorText(upload.error, t) : t(`importing.upload_${upload.state}`)}
                </span>
              </li>
            ))}
          </ul>
          {group && (
            <Button variant="primary" onPress={() => void navigate(`/import/${group}`)}>
              {t('importing.go_on_without')}
            </Button>
          )}
        </Card>
      )}
      <EarlierImports />
    </div>
  );
}

const stateTone: Record<ImportState, Tone> = {
  uploaded: 'plain',
  checking: 'plain',
  checked: 'plain',
  running: 'accent',
  done: 'ok',
  failed: 'bad',
  cancelled: 'warn',
  undoing: 'plain',
  undone: 'hollow',
};

/** The server has one word for an import and an undo that were stopped; a person has two. */
function StateTag({ job }: { job: ImportJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  const stopped = stoppedUndo(job);
  if (stopped) return <Tag tone="warn">{t('importing.state_undo_stopped', { left: format.number(stopped.left) })}</Tag>;
  return <Tag tone={stateTone[job.state]}>{t(`importing.state_${job.state}`)}</Tag>;
}

function EarlierImports() {
  const { t } = useTranslation();
  const format = useFormat();
  const jobs = useQuery({ queryKey: ['imports', 'list'], queryFn: ({ signal }) => get<{ items: ImportJob[] }>('/imports', undefined, signal) });
  if (jobs.isError) return <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />;
  const items = jobs.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title={t('importing.earlier')}>
      <ul>
        {items.map((job) => (
          <li key={job.id} className="row upload-row">
            <Link className="title-link ellipsis" to={`/import/${job.id}`} title={(job.files ?? []).map((file) => file.name).join(t('forms.list_comma'))}>
              {(job.files ?? []).map((file) => file.name).join(t('forms.list_comma')) || job.id}
            </Link>
            <StateTag job={job} />
            <span className="grow" />
            {job.result?.read !== undefined && <span className="caption third numeric">{t('importing.rows', { count: job.result.read, rows: format.number(job.result.read) })}</span>}
            {job.created_at && <span className="caption third numeric">{format.dateTime(job.created_at)}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
