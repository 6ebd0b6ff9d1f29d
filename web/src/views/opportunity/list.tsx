// All opportunities: one line for each buying process, with our step laid against the customer's stage.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRecord } from '~/api/queries';
import { isUnproven, results, stages, type Opportunity } from '~/api/types';
import { useMay, useSession } from '~/app/session';
import { Button, ButtonLink } from '~/components/button';
import { MiniWheel } from '~/components/mini_wheel';
import { StageChip, StageMark } from '~/components/stage_chip';
import { Tag } from '~/components/tag';
import { WhyButton } from '~/components/why_button';
import { useFormat } from '~/format/use_format';
import { OpportunityForm } from '../forms/opportunity_form';
import { BulkActions } from '../lists/bulk_actions';
import type { FilterDefinition } from '../lists/filter_bar';
import { ListPage } from '../lists/list_page';
import { RowLink } from '../lists/row_link';
import type { SavedView } from '../lists/saved_views';
import type { VirtualColumn } from '../lists/virtual_table';
import { alignmentOf } from '../position/alignment';
import { wantedNext } from '../position/evidence_logic';
import { useMissingEvidence } from '../position/use_missing_evidence';
import { PositionTags } from '../position/position_card';
import { ConfidenceCell, DaysCell } from '../position/position_cells';
import { useUsers } from '../record/use_users';
import '../record/record.css';

const defaultSort = '-value';

export default function OpportunitiesView() {
  const { t } = useTranslation();
  const { user } = useSession();
  const mayWrite = user.role !== 'viewer';
  const mayImport = useMay('import');
  const [creating, setCreating] = useState(false);
  const columns = useOpportunityColumns();
  const filters = useOpportunityFilters();
  const views: SavedView[] = [
    { id: 'open', name: t('result.open'), state: { sort: defaultSort, filters: { result: 'open' } } },
    { id: 'mine', name: t('lists.mine'), state: { sort: defaultSort, filters: { owner_id: user.id, result: 'open' } } },
    { id: 'stuck', name: t('lists.stuck'), state: { sort: '-dwell', filters: { stuck: 'true' } } },
    { id: 'unproven', name: t('lists.unproven'), state: { sort: defaultSort, filters: { basis: 'unproven', result: 'open' } } },
    { id: 'without_account', name: t('opportunities.without_account'), state: { sort: defaultSort, filters: { without_account: 'true' } } },
    { id: 'all', name: t('lists.all'), state: { sort: defaultSort, filters: {} } },
  ];
  const newButton = (
    <Button variant="primary" icon="plus" onPress={() => setCreating(true)}>
      {t('opportunities.new')}
    </Button>
  );
  return (
    <>
      <ListPage
        collection="opportunities"
        title={t('app.opportunities')}
        defaultSort={defaultSort}
        filters={filters}
        views={views}
        columns={columns}
        card={(row) => <OpportunityCard row={row} />}
        nameOf={(row) => row.name}
        pathOf={(row) => `/opportunities/${row.id}`}
        peek={(row) => <OpportunityPeek opportunity={row} />}
        countText={(total, count) => t('opportunities.count', { total, count })}
        actions={mayWrite ? newButton : undefined}
        empty={{
          text: t('opportunities.empty'),
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
        bulk={mayWrite ? (rows, clear) => <BulkActions collection="opportunities" rows={rows} onDone={clear} /> : undefined}
      />
      <OpportunityForm isOpen={creating} onClose={() => setCreating(false)} />
    </>
  );
}

function useOpportunityFilters(): FilterDefinition[] {
  const { t } = useTranslation();
  const users = useUsers();
  return [
    { id: 'q', kind: 'search', label: t('opportunities.search') },
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
    { id: 'result', kind: 'choice', label: t('opportunities.result'), options: results.map((value) => ({ value, label: t(`result.${value}`) })) },
    { id: 'owner_id', kind: 'choice', label: t('accounts.owner'), options: users.active.map((user) => ({ value: user.id, label: user.name })) },
    { id: 'stuck', kind: 'flag', label: t('lists.stuck') },
    { id: 'stale', kind: 'flag', label: t('lists.stale') },
    { id: 'without_account', kind: 'flag', label: t('opportunities.without_account') },
  ];
}

function useOpportunityColumns(): VirtualColumn<Opportunity>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    { id: 'name', header: t('opportunities.name'), track: 'minmax(140px, 1.5fr)', sort: 'name', cell: (row) => <RowLink to={`/opportunities/${row.id}`}>{row.name}</RowLink> },
    { id: 'account', header: t('object.account'), track: 'minmax(110px, 1fr)', cell: (row) => (row.account ? row.account.name : <span className="warn">{t('opportunities.no_account')}</span>) },
    { id: 'stage', header: t('accounts.stage'), track: '124px', sort: 'stage', cell: (row) => <StageChip stage={row.position.stage} basis={row.position.basis} plain /> },
    { id: 'step', header: t('opportunities.step'), track: '128px', from: 1280, cell: (row) => <StepCell row={row} /> },
    { id: 'days', header: t('accounts.days'), track: '84px', end: true, sort: 'dwell', cell: (row) => <DaysCell position={row.position} /> },
    { id: 'confidence', header: t('accounts.confidence'), track: '64px', end: true, from: 1280, cell: (row) => <ConfidenceCell position={row.position} /> },
    { id: 'amount', header: t('forms.amount'), track: '96px', end: true, sort: 'value', cell: (row) => format.amount(row.amount_minor, row.currency) },
    { id: 'close', header: t('forms.expected_close'), track: '108px', end: true, from: 1280, cell: (row) => <CloseCell row={row} /> },
    { id: 'owner', header: t('accounts.owner'), track: '76px', from: 1024, cell: (row) => row.owner?.name ?? <span className="third">{t('lists.nobody')}</span> },
  ];
}

function StepCell({ row }: { row: Opportunity }) {
  const { t } = useTranslation();
  if (!row.seller_step) return <span className="third">–</span>;
  const alignment = alignmentOf(row.alignment?.gap);
  const off = alignment === 'ahead' || alignment === 'behind';
  return (
    <span className={off ? 'warn' : undefined} title={off ? t(`alignment.${alignment}`, { count: Math.abs(row.alignment?.gap ?? 0), steps: t(`alignment.steps_${Math.abs(row.alignment?.gap ?? 0)}`) }) : undefined}>
      {t(`seller_step.${row.seller_step}`)}
      {off && ` ${alignment === 'ahead' ? '+' : '−'}${Math.abs(row.alignment?.gap ?? 0)}`}
    </span>
  );
}

function CloseCell({ row }: { row: Opportunity }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (row.result !== 'open') return <Tag tone={row.result === 'won' ? 'ok' : 'plain'}>{t(`result.${row.result}`)}</Tag>;
  if (!row.expected_close) return <span className="third">–</span>;
  return <span className={row.expected_close < new Date().toISOString().slice(0, 10) ? 'bad' : undefined}>{format.date(row.expected_close)}</span>;
}

function OpportunityCard({ row }: { row: Opportunity }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <span className="row">
        <StageMark stage={row.position.stage} basis={row.position.basis} />
        <RowLink to={`/opportunities/${row.id}`}>{row.name}</RowLink>
        <span className="numeric second caption">{format.amount(row.amount_minor, row.currency)}</span>
      </span>
      <span className="row caption third">
        <span className="ellipsis grow">{row.account?.name ?? t('opportunities.no_account')}</span>
        <DaysCell position={row.position} />
      </span>
    </>
  );
}

function OpportunityPeek({ opportunity }: { opportunity: Opportunity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const full = useRecord('opportunities', opportunity.id);
  const shown = full.data ?? opportunity;
  const { position } = shown;
  const wanted = wantedNext(position.stage, useMissingEvidence('opportunities', shown.id, position));
  return (
    <>
      <div className="row" style={{ gap: 14 }}>
        <MiniWheel stage={position.stage} unproven={isUnproven(position)} size={64} />
        <div className="column">
          <StageChip stage={position.stage} basis={position.basis} />
          <DaysCell position={position} />
          <PositionTags position={position} />
        </div>
      </div>
      <div>
        <WhyButton collection="opportunities" id={shown.id} />
      </div>
      {wanted.starred.length > 0 && (
        <section>
          <h3>{t('accounts.wanted', { stage: t(`stage.${wanted.stage}`) })}</h3>
          <ul className="second">
            {wanted.starred.map((code) => (
              <li key={code}>
                {t(`evidence.${code}`)} <span className="caption third">{t(`ask.${code}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <dl className="facts">
        <dt>{t('object.account')}</dt>
        <dd>
          {shown.account ? (
            <Link className="link" to={`/accounts/${shown.account.id}`}>
              {shown.account.name}
            </Link>
          ) : (
            t('opportunities.no_account')
          )}
        </dd>
        <dt>{t('forms.amount')}</dt>
        <dd className="numeric">{format.amount(shown.amount_minor, shown.currency)}</dd>
        <dt>{t('opportunities.step')}</dt>
        <dd>
          <StepCell row={shown} />
        </dd>
        <dt>{t('forms.expected_close')}</dt>
        <dd>
          <CloseCell row={shown} />
        </dd>
        <dt>{t('accounts.owner')}</dt>
        <dd>{shown.owner?.name ?? t('lists.nobody')}</dd>
      </dl>
    </>
  );
}
