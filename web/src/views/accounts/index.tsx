// All customers: where each stands, whom we know there, what comes next.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { stages, tiers, type Account } from '~/api/types';
import { useMay, useSession } from '~/app/session';
import { Button, ButtonLink } from '~/components/button';
import { StageChip, StageMark } from '~/components/stage_chip';
import { StanceCounts } from '~/components/stance_glyph';
import { isoDate } from '~/format/dates';
import { useFormat } from '~/format/use_format';
import { ClaimButton } from '../account/access_menu';
import { AccountForm } from '../forms/account_form';
import { BulkActions } from '../lists/bulk_actions';
import type { FilterDefinition } from '../lists/filter_bar';
import { ListPage } from '../lists/list_page';
import { RowLink } from '../lists/row_link';
import type { SavedView } from '../lists/saved_views';
import type { VirtualColumn } from '../lists/virtual_table';
import { ConfidenceCell, DaysCell } from '../position/position_cells';
import { useUsers } from '../record/use_users';
import { AccountPeek } from './account_peek';
import { FallingButton } from './falling';
import '../record/record.css';

const defaultSort = '-value';

export default function AccountsView() {
  const { t } = useTranslation();
  const { user } = useSession();
  const mayWrite = user.role !== 'viewer';
  const mayImport = useMay('import');
  const [search, setSearch] = useSearchParams();
  const [creating, setCreating] = useState(search.get('new') === '1');
  const columns = useAccountColumns();
  const filters = useAccountFilters();
  const views: SavedView[] = [
    { id: 'all', name: t('lists.all'), state: { sort: defaultSort, filters: {} } },
    { id: 'mine', name: t('lists.mine'), state: { sort: defaultSort, filters: { owner_id: user.id } } },
    { id: 'pool', name: t('access.pool'), state: { sort: defaultSort, filters: { pool: 'true' } } },
    { id: 'stuck', name: t('lists.stuck'), state: { sort: '-dwell', filters: { stuck: 'true' } } },
    { id: 'unproven', name: t('lists.unproven'), state: { sort: defaultSort, filters: { basis: 'unproven' } } },
    { id: 'stale', name: t('lists.stale'), state: { sort: defaultSort, filters: { stale: 'true' } } },
  ];
  const closeForm = () => {
    setCreating(false);
    if (search.has('new')) setSearch({}, { replace: true });
  };
  const newButton = (
    <Button variant="primary" icon="plus" onPress={() => setCreating(true)}>
      {t('accounts.new')}
    </Button>
  );
  return (
    <>
      <ListPage
        collection="accounts"
        title={t('app.accounts')}
        defaultSort={defaultSort}
        filters={filters}
        views={views}
        columns={columns}
        card={(row) => <AccountCard row={row} />}
        nameOf={(row) => row.name}
        pathOf={(row) => `/accounts/${row.id}`}
        peek={(row) => <AccountPeek account={row} />}
        countText={(total, count) => t('accounts.count', { total, count })}
        actions={
          <>
            <FallingButton />
            {mayWrite && newButton}
          </>
        }
        empty={{
          text: t('accounts.empty'),
          action: mayWrite && (
            <>
              {newButton}
              {mayImport && (
                <ButtonLink to="/import" icon="import">
                  {t('app.import')}
                </ButtonLink>
              )}
            </>
          ),
        }}
        bulk={mayWrite ? (rows, clear) => <BulkActions collection="accounts" rows={rows} onDone={clear} /> : undefined}
      />
      <AccountForm isOpen={creating} onClose={closeForm} />
    </>
  );
}

function useAccountFilters(): FilterDefinition[] {
  const { t } = useTranslation();
  const users = useUsers();
  return [
    { id: 'q', kind: 'search', label: t('accounts.search') },
    { id: 'stage', kind: 'choice', label: t('accounts.stage'), options: stages.map((value, index) => ({ value, label: `${index + 1} ${t(`stage.${value}`)}` })) },
    {
      id: 'basis',
      kind: 'choice',
      label: t('accounts.basis'),
      options: [
        { value: 'proven', label: t('basis.proven') },
        { value: 'unproven', label: t('basis.claimed') },
      ],
    },
    { id: 'owner_id', kind: 'choice', label: t('accounts.owner'), options: users.active.map((user) => ({ value: user.id, label: user.name })) },
    { id: 'tier', kind: 'choice', label: t('forms.tier'), options: tiers.map((value) => ({ value, label: t(`tier.${value}`) })) },
    { id: 'industry', kind: 'text', label: t('forms.industry') },
    { id: 'region', kind: 'text', label: t('forms.region') },
    { id: 'stuck', kind: 'flag', label: t('lists.stuck') },
    { id: 'stale', kind: 'flag', label: t('lists.stale') },
    { id: 'pool', kind: 'flag', label: t('access.pool') },
  ];
}

function useAccountColumns(): VirtualColumn<Account>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const users = useUsers();
  return [
    { id: 'name', header: t('accounts.name'), track: 'minmax(138px, 1.6fr)', sort: 'name', cell: (row) => <RowLink to={`/accounts/${row.id}`}>{row.name}</RowLink> },
    { id: 'stage', header: t('accounts.stage'), track: '118px', sort: 'stage', cell: (row) => <StageChip stage={row.position.stage} basis={row.position.basis} plain /> },
    { id: 'days', header: t('accounts.days'), track: '92px', end: true, sort: 'dwell', cell: (row) => <DaysCell position={row.position} /> },
    { id: 'confidence', header: t('accounts.confidence'), track: '64px', end: true, from: 1280, cell: (row) => <ConfidenceCell position={row.position} /> },
    { id: 'value', header: t('accounts.value'), track: '88px', end: true, sort: 'value', cell: (row) => format.amount(row.lead_opportunity?.amount_minor, row.lead_opportunity?.currency) },
    { id: 'stance', header: t('accounts.people'), track: '124px', from: 1280, cell: (row) => <StanceCounts counts={row.stance} /> },
    { id: 'level', header: t('accounts.level'), track: '76px', from: 1600, cell: (row) => (row.highest_level ? t(`level.${row.highest_level}`) : <span className="third">–</span>) },
    { id: 'touch', header: t('accounts.last_touch'), track: '76px', from: 1280, cell: (row) => (row.last_touch_at ? format.relative(row.last_touch_at) : <span className="third">{t('accounts.never')}</span>) },
    { id: 'next', header: t('accounts.next_step'), track: 'minmax(140px, 2fr)', cell: (row) => <NextStepCell row={row} /> },
    { id: 'owner', header: t('accounts.owner'), track: 'minmax(92px, 0.7fr)', from: 1024, cell: (row) => row.owner?.name ?? users.nameOf(row.owner_id) ?? <PoolCell row={row} /> },
  ];
}

function PoolCell({ row }: { row: Account }) {
  const { t } = useTranslation();
  const { user } = useSession();
  if (user.role === 'viewer' || user.role === 'coach') return <span className="third">{t('access.pool')}</span>;
  return <ClaimButton account={row} small />;
}

function NextStepCell({ row }: { row: Account }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!row.next_step) return row.open_opportunities === 0 ? <span className="third">–</span> : <span className="bad">{t('accounts.no_next_step')}</span>;
  const late = row.next_step.due_on !== null && row.next_step.due_on < isoDate(new Date());
  return (
    <>
      {row.next_step.due_on && <span className={late ? 'bad numeric' : 'third numeric'}>{format.date(row.next_step.due_on)}</span>} {row.next_step.text}
    </>
  );
}

function AccountCard({ row }: { row: Account }) {
  const format = useFormat();
  return (
    <>
      <span className="row">
        <StageMark stage={row.position.stage} basis={row.position.basis} />
        <RowLink to={`/accounts/${row.id}`}>{row.name}</RowLink>
        <span className="numeric second caption">{format.amount(row.lead_opportunity?.amount_minor, row.lead_opportunity?.currency)}</span>
      </span>
      <span className="row caption third">
        <span className="ellipsis grow">
          <NextStepCell row={row} />
        </span>
        <DaysCell position={row.position} />
      </span>
    </>
  );
}
