// One buying process: the customer's stage over our step, the evidence it stands on, what is missing and how to ask
// for it, and everything that was agreed. Each tab has its own address.
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useParams } from 'react-router';
import { ApiError, errorText } from '~/api/errors';
import { useDelete, usePatch, useRecord } from '~/api/queries';
import type { Opportunity } from '~/api/types';
import { Page } from '~/app/page';
import { useSession } from '~/app/session';
import { Button, ButtonLink } from '~/components/button';
import { Card } from '~/components/card';
import { Menu } from '~/components/menu';
import { EmptyState, ErrorState, Skeleton } from '~/components/states';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { EvidenceForm } from '../forms/evidence_form';
import { StageEventForm } from '../forms/stage_event_form';
import { HistoryList } from '../record/history';
import { PrintButton } from '../record/print_button';
import { ProposalButton } from './proposal_button';
import { Cockpit } from './cockpit';
import { ShareDialog } from '../record/parts_dialog';
import { CloseForm } from './close_form';
import { useCockpit } from './use_cockpit';
import '../account/account.css';

// Each page of a deal is its own chunk: the cockpit is what most people open.
const Ledger = lazy(() => import('../needs/ledger'));
const OfferTab = lazy(() => import('../offer/offer'));
const CriteriaTab = lazy(() => import('../criteria/criteria'));
const ValueTab = lazy(() => import('../value/value'));
const PlanTab = lazy(() => import('./plan_tab'));
const ObjectionsTab = lazy(() => import('../objections/objections'));
const TriangleTab = lazy(() => import('../ground/triangle'));
const AftersalesTab = lazy(() => import('../ground/aftersales'));

export default function OpportunityView() {
  const { id, tab = 'cockpit' } = useParams();
  const { t } = useTranslation();
  const cockpit = useCockpit(id);
  // The first screen's answer brings the record with it.
  const opportunity = useRecord('opportunities', id, { enabled: tab !== 'cockpit' || cockpit.isError });
  const crumbs = [{ label: t('app.opportunities'), to: '/opportunities' }];
  if (opportunity.isPending) {
    return (
      <Page title="…" crumbs={crumbs}>
        <div className="column" style={{ gap: 14 }} role="status" aria-label={t('common.loading')}>
          <Skeleton height={150} />
          <div className="record-grid">
            <Skeleton height={420} />
            <Skeleton height={420} />
          </div>
        </div>
      </Page>
    );
  }
  if (opportunity.isError) {
    const status = opportunity.error instanceof ApiError ? opportunity.error.status : 0;
    return (
      <Page title={t('object.opportunity')} crumbs={crumbs}>
        {status === 403 ? (
          <EmptyState>{t('lists.no_access')}</EmptyState>
        ) : status === 404 ? (
          <EmptyState action={<ButtonLink to="/opportunities">{t('app.opportunities')}</ButtonLink>}>{t('error.not_found')}</EmptyState>
        ) : (
          <ErrorState error={opportunity.error} onRetry={() => void opportunity.refetch()} />
        )}
      </Page>
    );
  }
  return <OpportunityPage key={opportunity.data.id} opportunity={opportunity.data} cockpit={cockpit} />;
}

function OpportunityPage({ opportunity, cockpit }: { opportunity: Opportunity; cockpit: ReturnType<typeof useCockpit> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { tab = 'cockpit' } = useParams();
  const { user } = useSession();
  const readOnly = user.role === 'viewer' || opportunity.hold === 'read';
  const [adding, setAdding] = useState(false);
  const [stating, setStating] = useState(false);
  const [closing, setClosing] = useState(false);
  const [sharing, setSharing] = useState(false);
  const remove = useDelete('opportunities');
  const patch = usePatch('opportunities');
  const openObjections = cockpit.data?.objections.open.length ?? 0;
  const nextCall = cockpit.data?.planned_calls[0];
  const base = `/opportunities/${opportunity.id}`;
  const ordered = opportunity.result === 'won' || opportunity.position.stage === 'reassessment' || opportunity.position.lap > 1;
  const tabs = [
    { id: 'cockpit', label: t('opportunity.cockpit') },
    { id: 'needs', label: t('needs.ledger') },
    { id: 'offer', label: t('offer.title') },
    { id: 'criteria', label: t('criteria.tab') },
    { id: 'value', label: t('value.tab') },
    { id: 'plan', label: t('plan.tab') },
    { id: 'objections', label: t('objections.title'), count: openObjections > 0 ? openObjections : null },
    { id: 'triangle', label: t('ground.triangle_tab') },
    { id: 'aftersales', label: t('ground.aftersales') },
    { id: 'history', label: t('history.title') },
  ]
    .filter((one) => one.id !== 'aftersales' || ordered || tab === 'aftersales')
    .map((one) => ({ ...one, to: one.id === 'cockpit' ? base : `${base}/${one.id}`, current: tab === one.id || (tab === 'calls' && one.id === 'plan') }));
  const run = (work: Promise<{ undoId: string | null }>, text: string, after?: () => void) => {
    work.then(
      (answer) => {
        undoToast(text, answer.undoId);
        after?.();
      },
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  if (!tabs.some((one) => one.current)) return <Navigate to={base} replace />; // an address of another time, or mistyped
  return (
    <Page
      title={opportunity.name}
      crumbs={
        opportunity.account
          ? [{ label: opportunity.account.name, to: `/accounts/${opportunity.account.id}` }]
          : [{ label: t('app.opportunities'), to: '/opportunities' }]
      }
      note={
        <>
          {opportunity.result !== 'open' && <Tag tone={opportunity.result === 'won' ? 'ok' : 'plain'}>{t(`result.${opportunity.result}`)}</Tag>}
          {!opportunity.account_id && <Tag tone="warn">{t('opportunities.no_account')}</Tag>}
        </>
      }
      actions={
        <>
          <span className="row headline-figures">
            <b className="headline-amount numeric">{format.amount(opportunity.amount_minor, opportunity.currency)}</b>
            {opportunity.expected_close && (
              <>
                <span className="caption third">{t('opportunity.expected')}</span>
                <span className="numeric">{format.date(opportunity.expected_close, { year: true })}</span>
              </>
            )}
          </span>
          {tab === 'cockpit' && <PrintButton papers={[{ id: 'deal_sheet', path: `${base}/sheet.pdf` }]} />}
          {(tab === 'offer' || tab === 'value') && (
            <ProposalButton base={base} offer={cockpit.data?.offer} />
          )}
          {!readOnly && (
            <>
              <ButtonLink to={`/capture?opportunity=${opportunity.id}`} icon="message">
                {t('account.log')}
              </ButtonLink>
              <Button icon="plus" onPress={() => setAdding(true)}>
                {t('position.add_evidence')}
              </Button>
              <ButtonLink variant="primary" icon="call" to={nextCall ? `/calls/${nextCall.id}/plan` : `/calls/new?opportunity=${opportunity.id}${opportunity.account_id ? `&account=${opportunity.account_id}` : ''}`}>
                {nextCall ? t('calls.prepare', { date: format.date(nextCall.held_at) }) : t('calls.new')}
              </ButtonLink>
              <Menu
                label={t('opportunity.more')}
                trigger={<Button icon="more" aria-label={t('opportunity.more')} />}
                entries={[
                  { id: 'stage', label: t('stage_form.title'), icon: 'flag', onAction: () => setStating(true) },
                  opportunity.result === 'open'
                    ? { id: 'close', label: t('opportunity.close'), icon: 'check', onAction: () => setClosing(true) }
                    : {
                        id: 'reopen',
                        label: t('opportunity.reopen'),
                        icon: 'undo',
                        onAction: () => run(patch.mutateAsync({ id: opportunity.id, version: opportunity.version, changes: { result: 'open', closed_at: null } }), t('opportunity.reopened')),
                      },
                  { id: 'share', label: t('access.shares'), icon: 'people', onAction: () => setSharing(true) },
                  {
                    id: 'delete',
                    label: t('common.delete'),
                    icon: 'trash',
                    separated: true,
                    onAction: () =>
                      run(remove.mutateAsync({ id: opportunity.id, version: opportunity.version }), t('account.deleted', { name: opportunity.name }), () => void navigate(opportunity.account ? `/accounts/${opportunity.account.id}` : '/opportunities')),
                  },
                ]}
              />
            </>
          )}
        </>
      }
      tabs={tabs}
    >
      {tab === 'cockpit' && <Cockpit opportunity={opportunity} answer={cockpit} readOnly={readOnly} onState={() => setStating(true)} />}
      <Suspense fallback={<Skeleton height={320} />}>
        {tab === 'needs' && <Ledger opportunity={opportunity} readOnly={readOnly} />}
        {tab === 'offer' && <OfferTab opportunity={opportunity} readOnly={readOnly} />}
        {tab === 'criteria' && <CriteriaTab opportunity={opportunity} readOnly={readOnly} />}
        {tab === 'value' && <ValueTab opportunity={opportunity} readOnly={readOnly} />}
        {(tab === 'plan' || tab === 'calls') && <PlanTab opportunity={opportunity} readOnly={readOnly} />}
        {tab === 'objections' && <ObjectionsTab opportunity={opportunity} readOnly={readOnly} />}
        {tab === 'triangle' && <TriangleTab opportunity={opportunity} readOnly={readOnly} />}
        {tab === 'aftersales' && <AftersalesTab opportunity={opportunity} readOnly={readOnly} />}
      </Suspense>
      {tab === 'history' && (
        <Card title={t('history.title')} note={t('history.subtitle')}>
          <HistoryList query={{ opportunity_id: opportunity.id }} readOnly={readOnly} />
        </Card>
      )}
      <EvidenceForm isOpen={adding} onClose={() => setAdding(false)} accountId={opportunity.account_id} opportunityId={opportunity.id} position={opportunity.position} openedAt={opportunity.opened_at} />
      <StageEventForm isOpen={stating} onClose={() => setStating(false)} opportunityId={opportunity.id} position={opportunity.position} />
      {sharing && <ShareDialog of={{ opportunity_id: opportunity.id }} ownerId={opportunity.owner_id} mayChange={opportunity.hold === 'govern'} onClose={() => setSharing(false)} />}
      <CloseForm isOpen={closing} onClose={() => setClosing(false)} opportunity={opportunity} />
    </Page>
  );
}
