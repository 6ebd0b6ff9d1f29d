// The files of a record: chosen or dropped, shown, downloaded, renamed, removed with a way back.
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fileBytesMax, fileSize, shownAs, uploadFile, type FilePlace } from '~/api/attachments';
import { newKey } from '~/api/client';
import { saveFile } from '~/api/documents';
import { ApiError, errorText, NetworkError } from '~/api/errors';
import { refresh, useDelete, useList } from '~/api/queries';
import type { Attachment } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Icon } from '~/components/icon';
import { Menu } from '~/components/menu';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { useRun } from '../record/use_run';
import { FilePreview } from './file_preview';
import { RenameFile } from './rename_file';
import './files.css';

interface Sending {
  key: string;
  file: File;
  part: number;
  error: string | null;
  /** The same file would be refused again. */
  final: boolean;
  cancel: () => void;
}

export function FilesCard({ place, readOnly }: { place: FilePlace; readOnly?: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const list = useList('attachments', { ...place, limit: 100 });
  const [sending, setSending] = useState<Sending[]>([]);
  const [over, setOver] = useState(false);
  const [previewed, setPreviewed] = useState<Attachment | null>(null);
  const [renamed, setRenamed] = useState<Attachment | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const files = list.data?.items ?? [];
  const change = (key: string, changes: Partial<Sending>) => setSending((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  const drop = (key: string) => setSending((all) => all.filter((one) => one.key !== key));

  // The same key again when it is tried again: what had come in after all does not come in twice.
  const send = (file: File, key = newKey()) => {
    const upload = uploadFile(file, place, (part) => change(key, { part }), key);
    setSending((all) => [...all.filter((one) => one.key !== key), { key, file, part: 0, error: null, final: false, cancel: upload.cancel }]);
    upload.done.then(
      (answer) => {
        drop(key);
        refresh(client, 'attachments');
        undoToast(t('files.added', { name: answer.body.name }), answer.undoId);
      },
      (error: unknown) => {
        if (error instanceof DOMException) drop(key);
        else change(key, { error: error instanceof NetworkError ? t('files.not_sent') : errorText(error, t), final: error instanceof ApiError && error.status === 413 });
      },
    );
  };
  const sendAll = (chosen: FileList | null) => {
    for (const file of chosen ?? []) send(file);
  };
  const dropping = readOnly
    ? {}
    : {
        onDragOver: (event: DragEvent) => {
          if (!event.dataTransfer.types.includes('Files')) return;
          event.preventDefault();
          setOver(true);
        },
        // From one row to the next is not away.
        onDragLeave: (event: DragEvent) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
        },
        onDrop: (event: DragEvent) => {
          event.preventDefault();
          setOver(false);
          sendAll(event.dataTransfer.files);
        },
      };
  return (
    <Card
      title={t('files.title')}
      note={!readOnly ? t('files.limit', { max: fileBytesMax / 1024 / 1024 }) : undefined}
      actions={
        !readOnly && (
          <Button small icon="plus" onPress={() => input.current?.click()}>
            {t('files.add')}
          </Button>
        )
      }
    >
      <div className={over ? 'files over' : 'files'} {...dropping}>
        {!readOnly && (
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label={t('files.add')}
            onChange={(event) => {
              sendAll(event.target.files);
              event.target.value = '';
            }}
          />
        )}
        {list.isPending && <SkeletonRows rows={2} />}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && files.length === 0 && sending.length === 0 && <EmptyState>{t(readOnly ? 'files.none' : 'files.empty')}</EmptyState>}
        <ul>
          {sending.map((one) => (
            <SendingRow key={one.key} sending={one} onRetry={() => send(one.file, one.key)} onDismiss={() => drop(one.key)} />
          ))}
          {files.map((file) => (
            <FileRow key={file.id} file={file} place={place} readOnly={readOnly} onPreview={() => setPreviewed(file)} onRename={() => setRenamed(file)} />
          ))}
        </ul>
      </div>
      {previewed && <FilePreview file={previewed} onClose={() => setPreviewed(null)} />}
      {renamed && <RenameFile file={renamed} onClose={() => setRenamed(null)} />}
    </Card>
  );
}

function SendingRow({ sending, onRetry, onDismiss }: { sending: Sending; onRetry: () => void; onDismiss: () => void }) {
  const { t } = useTranslation();
  const name = sending.file.name;
  return (
    <li className="file-row">
      <Icon name={sending.error ? 'warning' : 'export'} className={sending.error ? 'bad' : 'third'} />
      <div className="grow file-words">
        <span className="ellipsis">{name}</span>
        {sending.error ? (
          <span className="caption bad" role="alert">
            {sending.error}
          </span>
        ) : (
          <progress className="file-progress" aria-label={t('files.uploading', { name })} max={1} value={sending.part} />
        )}
      </div>
      {sending.error ? (
        <>
          {!sending.final && (
            <Button small onPress={onRetry}>
              {t('files.retry')}
            </Button>
          )}
          <Button small variant="ghost" icon="close" aria-label={t('files.dismiss', { name })} onPress={onDismiss} />
        </>
      ) : (
        <Button small variant="ghost" icon="close" aria-label={t('files.cancel', { name })} onPress={sending.cancel} />
      )}
    </li>
  );
}

interface FileRowProps {
  file: Attachment;
  place: FilePlace;
  readOnly?: boolean;
  onPreview: () => void;
  onRename: () => void;
}

function FileRow({ file, place, readOnly, onPreview, onRename }: FileRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useRun();
  const remove = useDelete('attachments');
  const shown = shownAs(file.media_type);
  const save = () => void saveFile(`/attachments/${file.id}/content`).catch((error: unknown) => toast(errorText(error, t)));
  return (
    <li className="file-row">
      <Icon name={shown === 'image' ? 'image' : 'library'} className="third" />
      <div className="grow file-words">
        <button type="button" className="link ellipsis file-name" title={file.name} aria-label={shown ? t('files.preview_of', { name: file.name }) : undefined} onClick={shown ? onPreview : save}>
          {file.name}
        </button>
        <span className="caption third numeric">
          {fileSize(file.size_bytes)} · {format.date(file.created_at)}
          <Owner file={file} place={place} />
        </span>
      </div>
      <Menu
        label={t('files.menu', { name: file.name })}
        trigger={<Button small variant="ghost" icon="more" aria-label={t('files.menu', { name: file.name })} />}
        entries={[
          ...(shown ? [{ id: 'preview', label: t('files.preview'), icon: 'eye' as const, onAction: onPreview }] : []),
          { id: 'download', label: t('files.download'), icon: 'import' as const, onAction: save },
          ...(readOnly
            ? []
            : [
                { id: 'rename', label: t('files.rename'), icon: 'edit' as const, onAction: onRename },
                {
                  id: 'remove',
                  label: t('files.remove'),
                  icon: 'trash' as const,
                  separated: true,
                  onAction: () => run(remove.mutateAsync({ id: file.id, version: file.version }), t('files.removed', { name: file.name })),
                },
              ]),
        ]}
      />
    </li>
  );
}

/** What it hangs on, where that is not the record on screen. */
function Owner({ file, place }: { file: Attachment; place: FilePlace }) {
  const { t } = useTranslation();
  const link = (to: string, words: string) => (
    <>
      {' · '}
      <Link className="link file-owner" to={to}>
        {words}
      </Link>
    </>
  );
  if (file.call_id && file.call_id !== place.call_id) return link(`/calls/${file.call_id}`, t('files.of_call'));
  if (file.contact_id) return link(`/accounts/${file.account_id}/people?contact=${file.contact_id}`, t('files.of_contact'));
  if (file.evidence_id) return <> · {t('files.of_evidence')}</>;
  if (file.opportunity_id && place.account_id) return link(`/opportunities/${file.opportunity_id}`, t('files.of_deal'));
  return null;
}
