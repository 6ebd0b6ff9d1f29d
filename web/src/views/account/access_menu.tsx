// Who else has a part in a customer, and the open pool: claim, give back, team, shares. What one may not do is not offered.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useCreate, useDelete, useList } from '~/api/queries';
import { accountTeamRoles, shareAccess, type Account, type AccountTeamRole, type ShareAccess } from '~/api/types';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { ChoiceChips } from '~/components/choice_chips';
import { DateField } from '~/components/date_field';
import { Select, TextField } from '~/components/field';
import { Menu } from '~/components/menu';
import { Dialog } from '~/components/overlays';
import { ErrorState, Skeleton } from '~/components/states';
import { undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { FormDialog } from '../forms/form_dialog';
import { daysFromToday, instantOfDay } from '../forms/moments';
import { useForm } from '../forms/use_form';
import { useRun } from '../record/use_run';
import { useUsers } from '../record/use_users';

type Open = 'return' | 'team' | 'share' | null;

export function AccessMenu({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const inPool = account.owner_id === null;
  const mayWrite = user.role !== 'viewer' && user.role !== 'coach';
  const governs = account.hold === 'govern';
  return (
    <>
      {inPool && mayWrite && <ClaimButton account={account} />}
      <Menu
        label={t('access.title')}
        trigger={<Button variant="ghost" icon="more" aria-label={t('access.title')} />}
        entries={[
          { id: 'team', label: t('access.team'), onAction: () => setOpen('team') },
          { id: 'share', label: t('access.shares'), onAction: () => setOpen('share') },
          ...(governs && !inPool ? [{ id: 'return', label: t('access.return'), separated: true, onAction: () => setOpen('return') }] : []),
        ]}
      />
      {open === 'return' && <ReturnDialog account={account} onClose={close} />}
      {open === 'team' && <TeamDialog account={account} mayChange={governs} onClose={close} />}
      {open === 'share' && <ShareDialog account={account} mayChange={governs} onClose={close} />}
    </>
  );
}

export function ClaimButton({ account, small }: { account: Account; small?: boolean }) {
  const { t } = useTranslation();
  const act = useAct<Account>();
  const run = useRun();
  const claim = () => run(act.mutateAsync({ path: `/accounts/${account.id}/claim`, body: {} }), t('access.claimed', { name: account.name }));
  return (
    <Button small={small} isPending={act.isPending} onPress={claim}>
      {t('access.claim')}
    </Button>
  );
}

function ReturnDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation();
  const act = useAct<Account>();
  const form = useForm({ reason: '' });
  const save = async () => {
    if (!form.values.reason.trim()) return form.refuse('reason', t('field.required'));
    const done = await form.submit(async (key) => {
      const answer = await act.mutateAsync({ path: `/accounts/${account.id}/return`, body: { reason: form.values.reason.trim() }, key });
      undoToast(t('access.returned', { name: account.name }), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('access.return')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} submitLabel={t('access.return')}>
      <p className="second">{t('access.return_note', { name: account.name })}</p>
      <TextField label={t('access.reason')} value={form.values.reason} onChange={(reason) => form.set('reason', reason)} error={form.errorOf('reason')} maxLength={300} required autoFocus />
    </FormDialog>
  );
}

interface PartProps {
  account: Account;
  mayChange: boolean;
  onClose: () => void;
}

function TeamDialog({ account, mayChange, onClose }: PartProps) {
  const { t } = useTranslation();
  const users = useUsers();
  const members = useList('account_members', { account_id: account.id, limit: 200 });
  const create = useCreate('account_members');
  const remove = useDelete('account_members');
  const run = useRun();
  const [person, setPerson] = useState<string | null>(null);
  const [role, setRole] = useState<AccountTeamRole>('sales');
  const taken = new Set([account.owner_id, ...(members.data?.items ?? []).map((member) => member.user_id)]);
  const add = () => {
    if (person) run(create.mutateAsync({ body: { account_id: account.id, user_id: person, role } }), t('access.member_added', { name: users.nameOf(person) }), () => setPerson(null));
  };
  return (
    <Dialog title={t('access.team')} isOpen onClose={onClose} footer={<Button onPress={onClose}>{t('common.close')}</Button>}>
      <p className="caption third">{t('access.team_note')}</p>
      {members.isPending && <Skeleton height={48} />}
      {members.isError && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      {members.data?.items.length === 0 && <p className="second">{t('access.no_members')}</p>}
      <ul className="plain-list">
        {members.data?.items.map((member) => (
          <li key={member.id} className="row">
            <span className="grow ellipsis">{users.nameOf(member.user_id) ?? '–'}</span>
            <span className="caption second">{t(`account_team_role.${member.role}`)}</span>
            {mayChange && (
              <Button small variant="ghost" onPress={() => run(remove.mutateAsync({ id: member.id, version: member.version }), t('access.member_removed', { name: users.nameOf(member.user_id) }))}>
                {t('access.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className="form">
          <Select label={t('access.person')} value={person} placeholder={t('access.choose')} options={users.active.filter((user) => !taken.has(user.id)).map((user) => ({ value: user.id, label: user.name }))} onChange={setPerson} />
          <ChoiceChips label={t('access.role')} value={role} options={accountTeamRoles.map((value) => ({ value, label: t(`account_team_role.${value}`) }))} onChange={(value) => setRole(value ?? 'sales')} />
          <div>
            <Button variant="primary" isDisabled={!person} isPending={create.isPending} onPress={add}>
              {t('access.add')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

function ShareDialog({ account, mayChange, onClose }: PartProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const users = useUsers();
  const teams = useList('teams', { limit: 200 });
  const shares = useList('shares', { account_id: account.id, limit: 200 });
  const create = useCreate('shares');
  const remove = useDelete('shares');
  const run = useRun();
  const [target, setTarget] = useState<string | null>(null);
  const [access, setAccess] = useState<ShareAccess>('read');
  const [until, setUntil] = useState<string | null>(null);
  const teamName = (id: string | null) => teams.data?.items.find((team) => team.id === id)?.name;
  const nameOf = (share: { user_id: string | null; team_id: string | null }) => users.nameOf(share.user_id) ?? teamName(share.team_id) ?? '–';
  const options = [
    ...(teams.data?.items ?? []).map((team) => ({ value: `team:${team.id}`, label: t('access.team_named', { name: team.name }) })),
    ...users.active.filter((user) => user.id !== account.owner_id).map((user) => ({ value: `user:${user.id}`, label: user.name })),
  ];
  const add = () => {
    if (!target) return;
    const [kind, id = ''] = target.split(':');
    const body = { account_id: account.id, access, expires_at: until && instantOfDay(until), ...(kind === 'team' ? { team_id: id } : { user_id: id }) };
    run(create.mutateAsync({ body }), t('access.shared'), () => setTarget(null));
  };
  return (
    <Dialog title={t('access.shares')} isOpen onClose={onClose} footer={<Button onPress={onClose}>{t('common.close')}</Button>}>
      <p className="caption third">{t('access.shares_note')}</p>
      {shares.isPending && <Skeleton height={48} />}
      {shares.isError && <ErrorState error={shares.error} onRetry={() => void shares.refetch()} />}
      {shares.data?.items.length === 0 && <p className="second">{t('access.no_shares')}</p>}
      <ul className="plain-list">
        {shares.data?.items.map((share) => (
          <li key={share.id} className="row">
            <span className="grow ellipsis">{nameOf(share)}</span>
            <span className="caption second">{t(`share_access.${share.access}`)}</span>
            {share.expires_at && <span className="caption third">{t(share.expires_at <= new Date().toISOString() ? 'access.ended' : 'access.until', { date: format.date(share.expires_at) })}</span>}
            {mayChange && (
              <Button small variant="ghost" onPress={() => run(remove.mutateAsync({ id: share.id, version: share.version }), t('access.share_ended', { name: nameOf(share) }))}>
                {t('access.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className="form">
          <Select label={t('access.with')} value={target} placeholder={t('access.choose')} options={options} onChange={setTarget} />
          <ChoiceChips label={t('access.right')} value={access} options={shareAccess.map((value) => ({ value, label: t(`share_access.${value}`) }))} onChange={(value) => setAccess(value ?? 'read')} />
          <DateField label={t('access.until_day')} value={until} onChange={setUntil} min={daysFromToday(1)} />
          <div>
            <Button variant="primary" isDisabled={!target} isPending={create.isPending} onPress={add}>
              {t('access.share')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
