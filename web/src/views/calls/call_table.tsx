// Calls of one record as rows: when, about what, with whom, and what came of it. The outcome is computed (C6); it is
// never typed.
import { useTranslation } from 'react-i18next';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Call, Page } from '~/api/types';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { outcomeTone } from '../record/timeline';

export function CallTable({ list, short }: { list: UseQueryResult<Page<Call>>; short?: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const all = [...(list.data?.items ?? [])].sort((a, b) => Date.parse(b.held_at) - Date.parse(a.held_at));
  const rows = short ? all.slice(0, short) : all;
  if (list.isPending) return <SkeletonRows rows={short ?? 6} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (rows.length === 0) return <EmptyState>{t('calls.none_here')}</EmptyState>;
  return (
    <ul className="call-rows">
      {rows.map((call) => (
        <li key={call.id} className="call-row">
          <span className="caption third numeric call-date">{format.date(call.held_at)}</span>
          <Link to={`/calls/${call.id}`} className="title-link call-subject" title={call.subject}>
            {call.subject}
          </Link>
          <span className="caption second call-objective ellipsis" title={call.objective ?? call.summary ?? undefined}>
            {call.objective ?? call.summary}
          </span>
          <OutcomeTag call={call} />
        </li>
      ))}
    </ul>
  );
}

export function OutcomeTag({ call }: { call: Pick<Call, 'outcome' | 'status' | 'unplanned' | 'noted_afterwards'> }) {
  const { t } = useTranslation();
  return (
    <span className="row" style={{ gap: 4 }}>
      {call.noted_afterwards ? <Tag>{t('calls.noted_afterwards')}</Tag> : call.unplanned && call.status !== 'cancelled' && <Tag tone="warn">{t('calls.no_objective')}</Tag>}
      {call.outcome ? <Tag tone={outcomeTone[call.outcome]}>{t(`call_outcome.${call.outcome}`)}</Tag> : <Tag>{t(`call_status.${call.status}`)}</Tag>}
    </span>
  );
}
