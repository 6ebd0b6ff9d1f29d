// Who has stood still for too long, with the evidence to get next.
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { StuckItem, Unit } from '~/api/types';
import { Card } from '~/components/card';
import { StageMark } from '~/components/stage_chip';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';

interface StuckListProps {
  read: UseQueryResult<{ items: StuckItem[] }>;
  count: number;
  unit: Unit;
  allLink: string;
}

export function recordPath(unit: Unit, id: string): string {
  return unit === 'account' ? `/accounts/${id}` : `/opportunities/${id}`;
}

export function StuckList({ read, count, unit, allLink }: StuckListProps) {
  const { t } = useTranslation();
  const items = read.data?.items;
  return (
    <Card
      title={t(unit === 'account' ? 'wheel.stuck_title' : 'wheel.stuck_title_opportunity')}
      className="stuck-card"
      note={count > 0 && <Tag tone="bad">{count}</Tag>}
      actions={
        count > 0 && (
          <Link className="link caption nowrap" to={allLink}>
            {t('wheel.view_all')}
          </Link>
        )
      }
    >
      {read.isError && <ErrorState error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <SkeletonRows rows={4} height={46} />}
      {items?.length === 0 && <p className="second">{t('wheel.stuck_none')}</p>}
      <ul>
        {items?.map((item) => (
          <StuckRow key={item.id} item={item} unit={unit} />
        ))}
      </ul>
    </Card>
  );
}

function StuckRow({ item, unit }: { item: StuckItem; unit: Unit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const suggestion = item.suggestion ? t('wheel.suggestion', { evidence: t(`evidence.${item.suggestion.code}`) }) : t('wheel.suggestion_none');
  const hint = item.suggestion?.question_type ? t(`question_hint.${item.suggestion.question_type}`) : undefined;
  return (
    <li>
      <Link className="stuck-row" to={recordPath(unit, item.id)} title={hint}>
        <StageMark stage={item.stage} basis={item.basis} />
        <span className="grow stuck-text">
          <span className="row">
            <b className="ellipsis">{item.name}</b>
            <span className="caption third numeric nowrap">{format.amount(item.amount_minor, item.currency)}</span>
            <span className="grow" />
            <span className="caption bad numeric nowrap">{t('wheel.days_short', { n: item.dwell_days })}</span>
            <span className="caption third numeric nowrap">{t('wheel.limit', { n: item.stuck_line_days })}</span>
          </span>
          <span className="caption second ellipsis block">{suggestion}</span>
        </span>
      </Link>
    </li>
  );
}
