// One customer: where they stand, whom we know, what runs, what happened. Each tab has its own address.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { ApiError } from '~/api/errors';
import { useList, useRecord } from '~/api/queries';
import type { Account } from '~/api/types';
import { Page } from '~/app/page';
import { togglePin, usePreferences } from '~/app/preferences';
import { useSession } from '~/app/session';
import { Avatar } from '~/components/avatar';
import { Button, ButtonLink } from '~/components/button';
import { Card } from '~/components/card';
import { EmptyState, ErrorState, Skeleton } from '~/components/states';
import { Tag } from '~/components/tag';
import { NextStepForm } from '../forms/next_step_form';
import { GapCard } from '../ground/gap_card';
import { RulesCard } from '../ground/rules_card';
import { PlaybookCard } from '../value/playbook';
import { HistoryList } from '../record/history';
import { PrintButton } from '../record/print_button';
import { Timeline } from '../record/timeline';
import { CallTable } from '../calls/call_table';
import { AccessMenu } from './access_menu';
import { AccountDetails } from './details';
import { GrowthCard } from './growth_card';
import { OpportunitiesCard } from './opportunities_card';
import { Overview } from './overview';
import { PeopleTable } from './people_table';
import './account.css';

export default function AccountView() {
  const { id } = useParams();
  const { t } = useTranslation();
  const account = useRecord('accounts', id);
  if (account.isPending) {
    return (
      <Page title="…" crumbs={[{ label: t('app.accounts'), to: '/accounts' }]}>
        <AccountSkeleton />
      </Page>
    );
  }
  if (account.isError) {
    const gone = account.error instanceof ApiError && account.error.status === 404;
    const refused = account.error instanceof ApiError && account.error.status === 403;
    return (
      <Page title={t('object.account')} crumbs={[{ label: t('app.accounts'), to: '/accounts' }]}>
        {refused ? (
          <EmptyState>{t('lists.no_access')}</EmptyState>
        ) : gone ? (
          <EmptyState action={<ButtonLink to="/accounts">{t('app.accounts')}</ButtonLink>}>{t('error.not_found')}</EmptyState>
        ) : (
          <ErrorState error={account.error} onRetry={() => void account.refetch()} />
        )}
      </Page>
    );
  }
  return <AccountPage key={account.data.id} account={account.data} />;
}

function AccountPage({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { tab = 'overview' } = useParams();
  const { user } = useSession();
  const { pinned } = usePreferences();
  const readOnly = user.role === 'viewer' || account.hold === 'read';
  const [planning, setPlanning] = useState(false);
  const [onlyStage, setOnlyStage] = useState(false);
  const contacts = useList('contacts', { account_id: account.id, limit: 200 });
  const calls = useList('calls', { account_id: account.id, limit: 200 });
  const opportunities = useList('opportunities', { account_id: account.id, limit: 100 });
  const parent = useRecord('accounts', account.parent_id);
  const base = `/accounts/${account.id}`;
  const isPinned = pinned.some((pin) => pin.id === account.id);
  const count = (list: { data?: { items: unknown[]; total: number | null } }) => list.data?.total ?? list.data?.items.length ?? null;
  const tabs = [
    { label: t('account.overview'), to: base, current: tab === 'overview' },
    { label: t('account.people'), to: `${base}/people`, count: count(contacts) },
    { label: t('app.opportunities'), to: `${base}/opportunities`, count: count(opportunities) },
    { label: t('ground.account_tab'), to: `${base}/ground` },
    { label: t('account.calls'), to: `${base}/calls`, count: count(calls) },
    { label: t('timeline.title'), to: `${base}/timeline` },
    { label: t('account.details'), to: `${base}/details` },
    { label: t('history.title'), to: `${base}/history` },
  ].map((one) => ({ ...one, current: one.current ?? one.to.endsWith(`/${tab}`) }));

  if (!tabs.some((one) => one.current)) return <Navigate to={base} replace />; // an address of another time, or mistyped
  return (
    <Page
      title={account.name}
      crumbs={[{ label: t('app.accounts'), to: '/accounts' }, ...(parent.data ? [{ label: parent.data.name, to: `/accounts/${parent.data.id}` }] : [])]}
      note={
        <>
          {account.alias && <span className="other-name">{account.alias}</span>}
          {account.owner_id === null && <Tag>{t('access.pool')}</Tag>}
          {account.buyer_type && <Tag>{t(`buyer_type.${account.buyer_type}`)}</Tag>}
          {account.tier && account.tier !== 'undecided' && <Tag tone="accent">{t(`tier.${account.tier}`)}</Tag>}
        </>
      }
      actions={
        <>
          <span className="row account-owner">
            <span className="caption third">{t('accounts.owner')}</span>
            <span title={account.owner?.name}>
              <Avatar name={account.owner?.name ?? '?'} />
              <span className="visually-hidden">{account.owner?.name ?? t('lists.nobody')}</span>
            </span>
          </span>
          <Button variant="ghost" icon="pin" aria-pressed={isPinned} aria-label={t(isPinned ? 'account.unpin' : 'account.pin')} onPress={() => togglePin({ id: account.id, name: account.name })} className={isPinned ? 'accent' : undefined} />
          <PrintButton
            papers={[
              { id: 'account_plan', path: `${base}/plan.pdf` },
              { id: 'account_plan_word', path: `${base}/plan.docx` },
            ]}
          />
          <AccessMenu account={account} />
          {!readOnly && (
            <>
              <ButtonLink to={`/capture?account=${account.id}`} icon="message">
                {t('account.log')}
              </ButtonLink>
              <Button variant="primary" icon="plus" onPress={() => setPlanning(true)}>
                {t('forms.next_step')}
              </Button>
            </>
          )}
        </>
      }
      tabs={tabs}
    >
      {tab === 'overview' && <Overview account={account} contacts={contacts} calls={calls.data?.items ?? []} opportunities={opportunities} readOnly={readOnly} />}
      {tab === 'people' && <PeopleTable accountId={account.id} contacts={contacts} calls={calls.data?.items ?? []} readOnly={readOnly} />}
      {tab === 'opportunities' && <OpportunitiesCard account={account} list={opportunities} readOnly={readOnly} />}
      {tab === 'ground' && (
        <div className="record-column">
          <GrowthCard account={account} readOnly={readOnly} />
          <GapCard accountId={account.id} readOnly={readOnly} />
          <RulesCard accountId={account.id} readOnly={readOnly} />
          <PlaybookCard kind={account.buyer_type} />
        </div>
      )}
      {tab === 'calls' && (
        <Card title={t('account.calls')} actions={!readOnly && <ButtonLink small to={`/calls/new?account=${account.id}`} icon="plus">{t('calls.new')}</ButtonLink>}>
          <CallTable list={calls} />
        </Card>
      )}
      {tab === 'timeline' && (
        <Card
          title={t('timeline.title')}
          actions={
            <button type="button" className="link caption" aria-pressed={onlyStage} onClick={() => setOnlyStage(!onlyStage)}>
              {t(onlyStage ? 'timeline.everything' : 'timeline.only_stage')}
            </button>
          }
        >
          <Timeline accountId={account.id} onlyStage={onlyStage} />
        </Card>
      )}
      {tab === 'details' && <AccountDetails account={account} readOnly={readOnly} />}
      {tab === 'history' && (
        <Card title={t('history.title')} note={t('history.subtitle')}>
          <HistoryList query={{ account_id: account.id }} readOnly={readOnly} />
        </Card>
      )}
      <NextStepForm isOpen={planning} onClose={() => setPlanning(false)} accountId={account.id} />
    </Page>
  );
}

function AccountSkeleton() {
  const { t } = useTranslation();
  return (
    <div className="record-grid" role="status" aria-label={t('common.loading')}>
      <div className="column" style={{ gap: 16 }}>
        <Skeleton height={126} />
        <Skeleton height={420} />
      </div>
      <div className="column" style={{ gap: 16 }}>
        <Skeleton height={160} />
        <Skeleton height={320} />
      </div>
    </div>
  );
}
