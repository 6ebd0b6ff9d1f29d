// A position in the cells of a list: days against the stall line, confidence.
import { useTranslation } from 'react-i18next';
import { isUnproven, type Position } from '~/api/types';
import { useFormat } from '~/format/use_format';

export function DaysCell({ position }: { position: Position }) {
  const { t } = useTranslation();
  if (position.dwell_days === null) return <span className="third">–</span>;
  const text = position.stuck_line_days === null ? t('common.days', { count: position.dwell_days }) : `${position.dwell_days} / ${position.stuck_line_days}`;
  return (
    <span className={position.stuck ? 'bad numeric' : 'numeric'} title={position.stuck ? t('position.stuck') : undefined}>
      {text}
      {position.stuck && <span className="visually-hidden"> {t('position.stuck')}</span>}
    </span>
  );
}

export function ConfidenceCell({ position }: { position: Position }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (isUnproven(position)) return <span className="third">{t('basis.claimed')}</span>;
  return <span className={position.stale ? 'warn numeric' : 'numeric'}>{format.percent(position.confidence, 0)}</span>;
}
