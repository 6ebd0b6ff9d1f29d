// The audit trail: who changed what, when it was and when it was written, from what to what; each change can be taken
// back. Whatever is not understood field by field still shows that it happened.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, type Query } from '~/api/client';
import { errorText } from '~/api/errors';
import { undo, undoneKey } from '~/api/queries';
import type { Named } from '~/api/types';
import { Button } from '~/components/button';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { toast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { changedFields, isForeignId, wordsOf, type ChangedField } from './history_fields';
import { useUsers } from './use_users';

export interface HistoryItem {
  id: string;
  change_id: string;
  at: string;
  recorded_at: string;
  actor: Named | null;
  verb: string;
  object_type: string;
  object_id: string;
  object_name: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
  undone: boolean;
  erased?: boolean;
  job_id: string | null;
}

interface HistoryListProps {
  query: Query;
  readOnly?: boolean;
}

export function HistoryList({ query, readOnly }: HistoryListProps) {
  const { t } = useTranslation();
  const history = useInfiniteQuery({
    queryKey: ['history', query],
    queryFn: ({ pageParam, signal }) => get<{ items: HistoryItem[]; next: string | null }>('/history', { limit: 50, ...query, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const items = history.data?.pages.flatMap((page) => page.items) ?? [];
  if (history.isPending) return <SkeletonRows rows={8} height={44} />;
  if (history.isError) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  if (items.length === 0) return <EmptyState>{t('history.empty')}</EmptyState>;
  return (
    <>
      <ol className="history">
        {items.map((item) => (
          <HistoryRow key={item.id} item={item} readOnly={readOnly} />
        ))}
      </ol>
      {history.hasNextPage && (
        <Button small onPress={() => void history.fetchNextPage()} isPending={history.isFetchingNextPage}>
          {t('timeline.more')}
        </Button>
      )}
    </>
  );
}

function HistoryRow({ item, readOnly }: { item: HistoryItem; readOnly?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const users = useUsers();
  const fields = changedFields(item.before, item.after).filter((field) => !isForeignId(field.name));
  const nameText = ({ object_type, object_name }: HistoryItem) => (object_type === 'evidence' ? t(`evidence.${object_name}`, { defaultValue: object_name ?? '' }) : object_type === 'stage_event' ? t(`stage_event_kind.${object_name}`, { defaultValue: object_name ?? '' }) : object_name);
  const show = (name: string, value: string) => {
    if (value === '') return '';
    if (name === 'owner_id') return users.nameOf(value) ?? value;
    const words = wordsOf(item.object_type, name);
    if (words) return t(`${words}.${value}`, { defaultValue: value });
    if (value === 'true' || value === 'false') return t(value === 'true' ? 'common.yes' : 'common.no');
    return /^\d{4}-\d{2}-\d{2}T/.test(value) ? format.dateTime(value) : /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.date(value, { year: true }) : value;
  };
  const takeBack = () => {
    setBusy(true);
    undo(item.change_id)
      .then(
        (answer) => toast(t(undoneKey(answer))),
        (error: unknown) => toast(errorText(error, t)),
      )
      .finally(() => setBusy(false));
  };
  const object = t(`object.${item.object_type}`, { defaultValue: item.object_type });
  return (
    <li className={item.undone ? 'history-row undone' : 'history-row'}>
      <time className="caption third numeric history-time" dateTime={item.recorded_at} title={format.dateTime(item.recorded_at)}>
        {format.dateTime(item.recorded_at)}
      </time>
      <div className="grow">
        <div>
          <b>{item.actor?.name ?? t('history.system')}</b> <span className="second">{t(`history.verb_${item.verb}`, { defaultValue: item.verb })}</span> {object}
          {item.object_name && <b> {nameText(item)}</b>} {item.job_id && <Tag>{t('object.job')}</Tag>} {item.undone && <Tag tone="hollow">{t('common.undone')}</Tag>}
        </div>
        {item.reason && <div className="second">{t('history.because', { reason: item.reason })}</div>}
        {fields.length > 0 && (
          <details className="history-fields">
            <summary className="caption third">{t('history.fields', { count: fields.length, names: fields.slice(0, 3).map((field) => fieldName(t, field.name)).join(t('forms.list_comma')) })}</summary>
            <dl>
              {fields.map((field) => (
                <FieldChange key={field.name} field={{ name: field.name, before: show(field.name, field.before), after: show(field.name, field.after) }} />
              ))}
            </dl>
          </details>
        )}
        {item.at !== item.recorded_at && Math.abs(Date.parse(item.at) - Date.parse(item.recorded_at)) > 60_000 && <div className="caption third">{t('history.happened', { date: format.dateTime(item.at) })}</div>}
      </div>
      {!readOnly && !item.undone && !item.erased && item.verb !== 'undo' && item.verb !== 'erase' && (
        <Button small variant="ghost" icon="undo" onPress={takeBack} isPending={busy}>
          {t('common.undo')}
        </Button>
      )}
    </li>
  );
}

function fieldName(t: (key: string, values?: Record<string, unknown>) => string, name: string): string {
  return t(`field_name.${name}`, { defaultValue: name });
}

function FieldChange({ field }: { field: ChangedField }) {
  const { t } = useTranslation();
  return (
    <>
      <dt className="caption third">{fieldName(t, field.name)}</dt>
      <dd>
        {field.before !== '' && <s className="third">{field.before}</s>} {field.after || <span className="third">{t('history.cleared')}</span>}
      </dd>
    </>
  );
}
