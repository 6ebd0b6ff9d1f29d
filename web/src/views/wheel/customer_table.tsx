// The twin of the picture: every customer that is a dot, as a row. One key (T) away from the wheel.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { stageNumber, type Unit, type WheelDot } from '~/api/types';
import { StageChip } from '~/components/stage_chip';
import { DataTable, type Column } from '~/components/data_table';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { recordPath } from './stuck_list';

export function CustomerTable({ dots, unit }: { dots: WheelDot[]; unit: Unit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = [...dots].sort((a, b) => stageNumber(a.stage) - stageNumber(b.stage) || (b.amount_minor ?? -1) - (a.amount_minor ?? -1));
  const columns: Column<WheelDot>[] = [
    { id: 'name', header: t('wheel.th_name'), rowHeader: true, cell: (dot) => <Link to={recordPath(unit, dot.id)}>{dot.name}</Link> },
    { id: 'stage', header: t('wheel.th_stage'), cell: (dot) => <StageChip stage={dot.stage} basis={dot.basis} plain /> },
    { id: 'basis', header: t('wheel.th_basis'), cell: (dot) => <Tag tone={dot.basis === 'proven' ? 'ok' : 'hollow'}>{t(`basis.${dot.basis}`)}</Tag> },
    { id: 'amount', header: t('wheel.th_amount'), end: true, cell: (dot) => format.amount(dot.amount_minor, dot.currency) },
    { id: 'days', header: t('wheel.th_days'), end: true, cell: (dot) => <span className={dot.stuck ? 'bad' : undefined}>{dot.dwell_days ?? '–'}</span> },
    { id: 'line', header: t('wheel.th_line'), end: true, cell: (dot) => (dot.stall_ratio && dot.dwell_days ? Math.round(dot.dwell_days / dot.stall_ratio) : '–') },
  ];
  return (
    <div className="customer-table" tabIndex={0} role="region" aria-label={t('wheel.table_title')}>
      <DataTable label={t('wheel.table_title')} columns={columns} rows={rows} rowKey={(dot) => dot.id} compact />
    </div>
  );
}
