// Who moved on from one stage within the window: opened by the knob on the rim.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Query } from '~/api/client';
import { useRead } from '~/api/queries';
import type { MoveItem, Stage } from '~/api/types';
import { Icon } from '~/components/icon';
import { Sheet } from '~/components/overlays';
import { StageMark } from '~/components/stage_chip';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { useFormat } from '~/format/use_format';
import { recordPath } from './stuck_list';
import { stageNumber } from '~/api/types';

export default function MovesSheet({ stage, query, onClose }: { stage: Stage; query: Query; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const moves = useRead<{ items: MoveItem[] }>(['wheel', 'moves', stage], '/wheel/moves', { ...query, from: stage, limit: 100 });
  const forward = moves.data?.items.filter((move) => stageNumber(move.to) > stageNumber(move.from) || move.from === 'reassessment');
  return (
    <Sheet title={t('wheel.moves_title', { stage: t(`stage.${stage}`) })} isOpen onClose={onClose}>
      {moves.isPending && <SkeletonRows />}
      {moves.isError && <ErrorState error={moves.error} onRetry={() => void moves.refetch()} />}
      {forward?.length === 0 && <EmptyState>{t('wheel.moves_none')}</EmptyState>}
      <ul>
        {forward?.map((move) => (
          <li key={`${move.id}${move.at}`}>
            <Link className="stuck-row" to={recordPath(move.unit, move.id)}>
              <span className="row">
                <StageMark stage={move.from} />
                <Icon name="arrow_right" size={12} className="third" />
                <StageMark stage={move.to} />
              </span>
              <b className="grow ellipsis">{move.name}</b>
              <span className="caption third numeric nowrap">{format.amount(move.amount_minor, move.currency)}</span>
              <span className="caption third nowrap">{format.relative(move.at)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
