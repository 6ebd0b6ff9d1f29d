// Dated statements about the position: steps back, late entries, claims, a manager's decision; and how far what was
// claimed runs ahead of what is proven.
import { useTranslation } from 'react-i18next';
import type { UseQueryResult } from '@tanstack/react-query';
import { errorText } from '~/api/errors';
import { useDelete } from '~/api/queries';
import { stageNumber, type Page, type Position, type StageEvent } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { StageMark } from '~/components/stage_chip';
import { ErrorState } from '~/components/states';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';

interface StageEventsCardProps {
  events: UseQueryResult<Page<StageEvent>>;
  position: Position;
  onAdd?: () => void;
}

export function StageEventsCard({ events, position, onAdd }: StageEventsCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const remove = useDelete('stage_events');
  const items = [...(events.data?.items ?? [])].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const drop = (event: StageEvent) => {
    remove.mutateAsync({ id: event.id, version: event.version }).then(
      (answer) => undoToast(t('opportunity.statement_deleted'), answer.undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  return (
    <Card
      title={t('opportunity.statements')}
      actions={
        onAdd && (
          <Button small variant="ghost" className="link-button" onPress={onAdd}>
            {t('common.add')}
          </Button>
        )
      }
    >
      <ClaimLine position={position} />
      {events.isError && <ErrorState error={events.error} onRetry={() => void events.refetch()} />}
      <ul>
        {items.map((event) => (
          <li key={event.id} className="event-row">
            <span className="caption third numeric" style={{ lineHeight: '20px' }}>
              {format.date(event.at)}
            </span>
            <span style={{ minWidth: 0 }}>
              <span className="row" style={{ gap: 6 }}>
                {event.stage && <StageMark stage={event.stage} basis={event.kind === 'claim' ? 'claimed' : null} size={16} />}
                <span>
                  {t(`stage_event_kind.${event.kind}`)}
                  {event.stage && ` · ${t(`stage.${event.stage}`)}`}
                </span>
              </span>
              {(event.reason || event.source) && <span className="caption third">{[event.reason, event.source && t(`opportunity.event_source_${event.source}`, { defaultValue: event.source })].filter(Boolean).join(' · ')}</span>}
            </span>
            {onAdd && <Button small variant="ghost" icon="trash" aria-label={t('opportunity.delete_statement', { stage: event.stage ? t(`stage.${event.stage}`) : '' })} onPress={() => drop(event)} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ClaimLine({ position }: { position: Position }) {
  const { t } = useTranslation();
  if (!position.claimed_stage) return <p className="caption third">{t('opportunity.no_claim')}</p>;
  const claimed = { number: stageNumber(position.claimed_stage), stage: t(`stage.${position.claimed_stage}`) };
  if (!position.proven_stage) return <p className="second">{t('opportunity.claim_only', claimed)}</p>;
  const proven = { proven_number: stageNumber(position.proven_stage), proven_stage: t(`stage.${position.proven_stage}`) };
  const over = position.overclaim ?? 0;
  return <p className={over > 0 ? 'warn' : 'second'}>{t(over > 0 ? 'opportunity.claim_over' : over < 0 ? 'opportunity.claim_under' : 'opportunity.claim_equal', { ...claimed, ...proven, count: Math.abs(over) })}</p>;
}
