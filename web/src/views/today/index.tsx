// One person's day, or the team's: three things first, then calls, promises and standstill.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { useLocation, useNavigate } from 'react-router';
import { useAccountEntries } from '~/app/account_menu';
import { useKeys } from '~/app/keys';
import { Page } from '~/app/page';
import { useMay, useSession } from '~/app/session';
import { useShellActions } from '~/app/shell_actions';
import { useList, useRead } from '~/api/queries';
import type { Today } from '~/api/types';
import { Avatar } from '~/components/avatar';
import { Button, ButtonLink } from '~/components/button';
import { Menu } from '~/components/menu';
import { Segmented } from '~/components/segmented';
import { EmptyState, ErrorState, Skeleton } from '~/components/states';
import { useFormat } from '~/format/use_format';
import { ActionCard, usePrimaryAction } from './action_card';
import { useBookDays } from './book_days';
import { useDismiss } from './dismiss';
import { Calls, Owed, Reminders, Standstill, type OwedItem } from './side';
import './today.css';

const firstCount = 3;
const manyCount = 15;

export default function TodayView() {
  const { t } = useTranslation();
  const format = useFormat();
  const days = useBookDays();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { user } = useSession();
  const team = pathname === '/team/today';
  const [many, setMany] = useState(false);
  const query = { owner_id: team ? 'team' : 'me', ...(many ? { limit: manyCount } : {}) };
  const today = useRead<Today>(['today'], '/today', query, { keepPrevious: true });
  const actions = today.data?.actions ?? [];
  const primaryOf = usePrimaryAction();
  const { snooze } = useDismiss();
  const run = (index: number) => () => {
    const action = actions[index];
    if (action) primaryOf(action).run();
  };
  useKeys({
    '1': run(0),
    '2': run(1),
    '3': run(2),
    h: () => actions[0] && snooze(actions[0].id, 1),
  });

  // The day the server answered for.
  const now = days.today();
  const title = t('today.date', { date: format.date(now, { year: false }), weekday: format.weekday(now) });
  const leads = user.role === 'manager' || user.role === 'admin';
  return (
    <Page
      title={title}
      note={today.data && summary(today.data, t)}
      className="today-page"
      actions={
        <>
          {leads && (
            <span className="today-whose">
              <Segmented
                label={t('today.whose')}
                value={team ? 'team' : 'mine'}
                onChange={(whose) => void navigate(whose === 'team' ? '/team/today' : '/today')}
                options={[
                  { value: 'mine', label: t('today.mine') },
                  { value: 'team', label: t('today.team') },
                ]}
              />
            </span>
          )}
          <PhoneButtons name={user.name} />
        </>
      }
    >
      {today.isError && <ErrorState error={today.error} onRetry={() => void today.refetch()} />}
      {today.isPending && <TodaySkeleton />}
      {today.data && (
        <div className="today-grid">
          <section className="today-actions">
            <div className="row day-head">
              <h2>{t(actions.length === firstCount ? 'today.first_three' : 'today.first')}</h2>
              <span className="grow" />
              {actions.length > 0 && <span className="caption third">{t('today.ranked')}</span>}
            </div>
            {actions.length === 0 ? (
              <NothingToDo team={team} />
            ) : (
              <ol className="column" style={{ gap: 8 }}>
                {actions.map((action, index) => (
                  <ActionCard key={action.id} action={action} index={index} leading={index === 0} />
                ))}
              </ol>
            )}
            {(actions.length >= firstCount || many) && (
              <div className="row today-more">
                <Button variant="ghost" small onPress={() => setMany(!many)} isPending={today.isPlaceholderData}>
                  {t(many ? 'today.show_fewer' : 'today.show_more')}
                </Button>
              </div>
            )}
          </section>
          <div className="column today-side">
            <Calls calls={today.data.calls} />
            <Standstill today={today.data} />
            <Reminders items={today.data.reminders ?? []} />
          </div>
          <div className="today-lists">
            <Owed title={t('today.due')} kind="ours" items={ours(today.data, t)} />
            <Owed title={t('today.waiting')} kind="theirs" items={theirs(today.data, t)} />
          </div>
        </div>
      )}
    </Page>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function summary(today: Today, t: Translate): string {
  const parts = [
    today.actions.length > 0 ? t('today.summary_actions', { count: today.actions.length }) : '',
    today.calls.length > 0 ? t('today.summary_calls', { count: today.calls.length }) : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(t('today.summary_join')) : t('today.summary_free');
}

function pathOf(item: { account_id: string | null; opportunity_id: string | null }): string {
  if (item.opportunity_id) return `/opportunities/${item.opportunity_id}`;
  return item.account_id ? `/accounts/${item.account_id}` : '/today';
}

function ours(today: Today, t: Translate): OwedItem[] {
  return today.due.map((item) => ({
    id: item.id,
    kind: item.kind,
    version: item.version,
    text: item.text || (item.action ? t(`commitment_action.${item.action}`) : ''),
    who: item.account_name ?? '',
    due: item.due_on ?? item.due_at,
    overdue: item.overdue,
    path: item.kind === 'game_rule' ? `${pathOf(item)}/ground` : item.kind === 'seller_issue' ? `${pathOf(item)}/plan` : pathOf(item),
  }));
}

function theirs(today: Today, t: Translate): OwedItem[] {
  return today.waiting.map((item) => ({
    id: item.id,
    kind: 'commitment',
    version: item.version,
    text: item.text || t(`commitment_action.${item.action}`),
    who: [item.account_name, item.contact_name].filter(Boolean).join(' '),
    due: item.due_at,
    overdue: item.overdue,
    path: pathOf(item),
  }));
}

/** On a phone there is no sidebar: search and the person stand in the title row. */
function PhoneButtons({ name }: { name: string }) {
  const { t } = useTranslation();
  const { openPalette, openKeys } = useShellActions();
  const navigate = useNavigate();
  const { user } = useSession();
  const { pathname } = useLocation();
  const team = pathname === '/team/today';
  const leads = user.role === 'manager' || user.role === 'admin';
  const whose = leads
    ? [{ id: 'whose', label: t(team ? 'today.title' : 'today.team_day'), icon: 'people' as const, onAction: () => void navigate(team ? '/today' : '/team/today') }]
    : [];
  const entries = [...whose, ...useAccountEntries(openKeys)];
  return (
    <span className="row phone-only">
      <Button variant="ghost" icon="search" aria-label={t('app.search')} onPress={openPalette} />
      <Menu
        label={t('app.account_menu')}
        entries={entries}
        trigger={
          <AriaButton className="avatar-button" aria-label={`${name}, ${t('app.account_menu')}`}>
            <Avatar name={name} large />
          </AriaButton>
        }
      />
    </span>
  );
}

function NothingToDo({ team }: { team: boolean }) {
  const { t } = useTranslation();
  const { workspace, user } = useSession();
  const mayImport = useMay('import');
  const accounts = useList('accounts', { limit: 1 });
  // The session knows how the book was when it began; what is in it now decides.
  const empty = workspace.book === 'empty' && accounts.data?.items.length === 0;
  const elsewhere = !team && (user.role === 'manager' || user.role === 'admin');
  return (
    <div className="action-card">
      <EmptyState
        action={
          empty ? (
            <>
              <ButtonLink to="/accounts?new=" variant="primary">
                {t('today.new_account')}
              </ButtonLink>
              {mayImport && <ButtonLink to="/import">{t('today.import')}</ButtonLink>}
              <ButtonLink to="/setup?step=data">{t('today.load_demo')}</ButtonLink>
            </>
          ) : (
            <>
              {elsewhere && (
                <ButtonLink to="/team/today" variant="primary">
                  {t('today.see_team')}
                </ButtonLink>
              )}
              <ButtonLink to="/accounts?stuck=true" variant={elsewhere ? 'plain' : 'primary'}>
                {t('today.see_stuck')}
              </ButtonLink>
            </>
          )
        }
      >
        {t(empty ? 'today.empty_book' : elsewhere ? 'today.empty_mine' : 'today.empty')}
      </EmptyState>
    </div>
  );
}

function TodaySkeleton() {
  const { t } = useTranslation();
  return (
    <div className="today-grid" role="status" aria-label={t('common.loading')}>
      <div className="column" style={{ gap: 8 }}>
        <Skeleton height={20} width={120} />
        <Skeleton height={150} />
        <Skeleton height={92} />
        <Skeleton height={92} />
      </div>
      <div className="column" style={{ gap: 8 }}>
        <Skeleton height={20} width={120} />
        <Skeleton height={126} />
      </div>
    </div>
  );
}
