// One call in its three parts: the plan before, the page during, the debrief after; and what came of it. Address
// /calls/new makes one; without a part the address opens the one that is due.
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { ApiError } from '~/api/errors';
import { useDelete, useList, useRecord } from '~/api/queries';
import type { Call } from '~/api/types';
import { Page } from '~/app/page';
import { useSession } from '~/app/session';
import { Button, ButtonLink } from '~/components/button';
import { Menu } from '~/components/menu';
import { Segmented } from '~/components/segmented';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { useFormat } from '~/format/use_format';
import { ConflictDialog } from '../record/conflict_dialog';
import { PrintButton } from '../record/print_button';
import { useFieldSave } from '../record/use_field_save';
import { useRun } from '../record/use_run';
import { CallForm } from './call_form';
import { callParts, partOf, type CallPart } from './call_parts';
import '../account/account.css';
import './calls.css';

const Plan = lazy(() => import('./plan'));
const Live = lazy(() => import('./live'));
const Debrief = lazy(() => import('./debrief'));
const Result = lazy(() => import('./result'));

export default function CallView() {
  const { id } = useParams();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const creating = id === 'new';
  const call = useRecord('calls', creating ? null : id);
  const crumbs = [{ label: t('calls.title'), to: '/calls' }];
  if (creating) {
    return (
      <Page title={t('calls.new')} crumbs={crumbs}>
        <CallForm
          accountId={search.get('account')}
          opportunityId={search.get('opportunity')}
          contactId={search.get('contact')}
          subject={search.get('subject')}
          onClose={() => void navigate(-1)}
          onCreated={(created) => void navigate(`/calls/${created.id}`, { replace: true })}
        />
      </Page>
    );
  }
  // A call that is on screen stays there when the line breaks: the page during a call must not vanish.
  if (!call.data) {
    const gone = call.error instanceof ApiError && call.error.status === 404;
    return (
      <Page title={t('object.call')} crumbs={crumbs}>
        {call.isPending ? <SkeletonRows rows={8} /> : gone ? <EmptyState>{t('error.not_found')}</EmptyState> : <ErrorState error={call.error} onRetry={() => void call.refetch()} />}
      </Page>
    );
  }
  return <CallPage key={call.data.id} call={call.data} />;
}

function CallPage({ call }: { call: Call }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { part: asked } = useParams();
  const { user } = useSession();
  const readOnly = user.role === 'viewer';
  const account = useRecord('accounts', call.account_id);
  const contacts = useList('contacts', { account_id: call.account_id, limit: 200 }, { enabled: Boolean(call.account_id) });
  const field = useFieldSave('calls', call);
  const remove = useDelete('calls');
  const run = useRun();
  const people = contacts.data?.items ?? [];
  const part = partOf(asked, call.status);
  const shown: readonly CallPart[] = call.status === 'planned' ? callParts : [...callParts, 'result'];
  const change = (changes: Partial<Call>, text: string) => run(field.save(changes).then((undoId) => ({ undoId: undoId || null })), text);
  return (
    <Page
      title={call.subject}
      crumbs={account.data ? [{ label: account.data.name, to: `/accounts/${account.data.id}` }] : [{ label: t('calls.title'), to: '/calls' }]}
      note={
        <span className="numeric">
          {format.dateTime(call.held_at)} {format.weekday(call.held_at)} {call.channel}
        </span>
      }
      actions={
        <>
          <Segmented label={t('calls.part')} value={part} options={(shown.includes(part) ? shown : [...shown, part]).map((value) => ({ value, label: t(`calls.part_${value}`) }))} onChange={(value: CallPart) => void navigate(`/calls/${call.id}/${value}`, { replace: true })} />
          {part === 'plan' && <PrintButton papers={[{ id: 'call_plan', path: `/calls/${call.id}/plan.pdf` }]} />}
          {!readOnly && (
            <>
              {part === 'plan' && call.status === 'planned' && (
                <ButtonLink variant="primary" icon="arrow_right" to={`/calls/${call.id}/live`}>
                  {t('calls.begin')}
                </ButtonLink>
              )}
              <Menu
                label={t('opportunity.more')}
                trigger={<Button icon="more" aria-label={t('opportunity.more')} />}
                entries={[
                  ...(['planned', 'held', 'cancelled'] as const).map((status) => ({ id: status, label: t(`call_status.${status}`), checked: call.status === status, onAction: () => change({ status }, t('common.saved')) })),
                  { id: 'delete', label: t('common.delete'), icon: 'trash' as const, separated: true, onAction: () => run(remove.mutateAsync({ id: call.id, version: call.version }), t('calls.deleted'), () => void navigate('/calls')) },
                ]}
              />
            </>
          )}
        </>
      }
    >
      <Suspense fallback={<SkeletonRows rows={8} height={48} />}>
        {part === 'plan' && <Plan call={call} field={field} readOnly={readOnly} />}
        {part === 'live' && <Live call={call} people={people} />}
        {part === 'debrief' && <Debrief call={call} people={people} />}
        {part === 'result' && <Result call={call} field={field} people={people} readOnly={readOnly} />}
      </Suspense>
      <ConflictDialog conflict={field.conflict} labelOf={(name) => t(`field_name.${name}`, { defaultValue: name })} show={(name, fields) => String(fields[name] ?? '')} onSettle={(mine) => void field.settle(mine)} onDismiss={field.dismiss} />
    </Page>
  );
}
