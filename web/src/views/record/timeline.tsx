// What happened, newest first: calls with their outcome, words heard, stage changes, steps done. One shape of row for
// all; an unknown kind still shows its text.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '~/api/client';
import { stageOfCode, stageNumber, type CallOutcome, type Named, type Stage } from '~/api/types';
import { Button } from '~/components/button';
import { StageMark } from '~/components/stage_chip';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag, type Tone } from '~/components/tag';
import { parseMoment } from '~/format/dates';
import { useFormat } from '~/format/use_format';

export interface TimelineItem {
  kind: string;
  at: string;
  id: string;
  text?: string | null;
  action?: string | null;
  stage?: Stage | null;
  from?: Stage | null;
  forward?: boolean | null;
  event?: string | null;
  document?: string | null;
  code?: string | null;
  quote?: string | null;
  contact?: Named | null;
  outcome?: CallOutcome | null;
  opportunity?: Named | null;
  opportunity_id?: string | null;
  call_id?: string | null;
}

export const outcomeTone: Record<CallOutcome, Tone> = { order: 'ok', advance: 'ok', continuation: 'warn', no_sale: 'bad' };

interface TimelineProps {
  accountId: string;
  onlyStage?: boolean;
  /** Show this many and leave the rest to the tab. */
  short?: number;
}

export function useTimeline(accountId: string, onlyStage: boolean) {
  return useInfiniteQuery({
    queryKey: ['timeline', accountId, onlyStage],
    queryFn: ({ pageParam, signal }) =>
      get<{ items: TimelineItem[]; next: string | null }>(`/accounts/${accountId}/timeline`, { only: onlyStage ? 'stage,stage_event' : null, limit: 30, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export function Timeline({ accountId, onlyStage = false, short }: TimelineProps) {
  const { t } = useTranslation();
  const timeline = useTimeline(accountId, onlyStage);
  const all = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  const items = short ? all.slice(0, short) : all;
  if (timeline.isPending) return <SkeletonRows rows={short ?? 8} height={44} />;
  if (timeline.isError) return <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />;
  if (items.length === 0) return <EmptyState>{t(onlyStage ? 'timeline.no_stage_change' : 'timeline.empty')}</EmptyState>;
  return (
    <>
      <ol className="timeline">
        {items.map((item) => (
          <TimelineRow key={`${item.kind}-${item.id}-${item.at}`} item={item} />
        ))}
      </ol>
      {!short && timeline.hasNextPage && (
        <Button small onPress={() => void timeline.fetchNextPage()} isPending={timeline.isFetchingNextPage}>
          {t('timeline.more')}
        </Button>
      )}
    </>
  );
}

const isOtherYear = (at: string) => parseMoment(at).getFullYear() !== new Date().getFullYear();

function TimelineRow({ item }: { item: TimelineItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const stage = item.stage ?? (item.code ? stageOfCode(item.code) : null);
  const moved = item.stage ? t(item.forward === false ? 'timeline.back_at' : 'timeline.now_at', { number: stageNumber(item.stage), stage: t(`stage.${item.stage}`) }) : '';
  const stated = item.event ? [t(`stage_event_kind.${item.event}`), item.stage && t(`stage.${item.stage}`), item.text].filter(Boolean).join(' · ') : '';
  const text = stated || item.quote || item.text || item.document || (item.code ? t(`evidence.${item.code}`) : item.action ? t(`commitment_action.${item.action}`) : moved);
  const content = (
    <>
      <span className="third">{t(`timeline.kind_${item.kind}`, { defaultValue: t('timeline.kind_other') })}</span> {item.contact ? t('timeline.who_said', { name: item.contact.name, text }) : text}
    </>
  );
  return (
    <li className="timeline-row">
      <time className="timeline-date caption third numeric" dateTime={item.at} title={format.dateTime(item.at)}>
        {format.date(item.at, { year: false })}
        {isOtherYear(item.at) && <span className="block">{parseMoment(item.at).getFullYear()}</span>}
      </time>
      <span className="timeline-dot" aria-hidden="true" />
      <div className="timeline-body">
        <div className="timeline-text">
          {item.kind === 'call' ? (
            <Link className="timeline-link" to={`/calls/${item.call_id ?? item.id}`}>
              {content}
            </Link>
          ) : (
            content
          )}
        </div>
        <div className="row timeline-tags">
          {item.outcome && <Tag tone={outcomeTone[item.outcome]}>{t(`call_outcome.${item.outcome}`)}</Tag>}
          {item.code && stage && <Tag tone="ok">{t('timeline.evidence_for', { number: stageNumber(stage) })}</Tag>}
          {item.kind.startsWith('stage') && item.stage && <StageMark stage={item.stage} size={16} />}
          {item.opportunity && <span className="caption third ellipsis" title={item.opportunity.name}>
              {item.opportunity.name}
            </span>}
        </div>
      </div>
    </li>
  );
}
