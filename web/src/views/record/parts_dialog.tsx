// Who has a part in a record: the account team, and shares of a customer or of one deal. A list of who has one, each to be taken away,
// and a line to add one; both dialogs are that.
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreate, useDelete, useList } from '~/api/queries';
import { accountTeamRoles, shareAccess, type Account, type AccountTeamRole, type ShareAccess } from '~/api/types';
import { Button } from '~/components/button';
import { ChoiceChips } from '~/components/choice_chips';
import { DateField } from '~/components/date_field';
import { Select } from '~/components/field';
import { Dialog } from '~/components/overlays';
import { ErrorState, Skeleton } from '~/components/states';
import { useFormat } from '~/format/use_format';
import { daysFromToday, instantOfDay } from '../forms/moments';
import { useRun } from './use_run';
import { useUsers } from './use_users';

interface Part {
  id: string;
  name: string;
  /** What it is: a role, a right. */
  kind: string;
  note?: string | null;
  onRemove: () => void;
}

interface PartsDialogProps {
  title: string;
  note: string;
  empty: string;
  list: { isPending: boolean; error: unknown; refetch: () => unknown };
  parts: Part[] | undefined;
  mayChange: boolean;
  /** The fields of a new one. */
  children: ReactNode;
  add: { label: string; disabled: boolean; pending: boolean; onPress: () => void };
  onClose: () => void;
}

function PartsDialog({ title, note, empty, list, parts, mayChange, children, add, onClose }: PartsDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} isOpen onClose={onClose} footer={<Button onPress={onClose}>{t('common.close')}</Button>}>
      <div className="form">
        <p className="caption third">{note}</p>
        {list.isPending && <Skeleton height={48} />}
        {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {parts?.length === 0 && <p className="second">{empty}</p>}
        <ul className="parts-list">
          {parts?.map((part) => (
            <li key={part.id} className="row">
              <span className="grow ellipsis" title={part.name}>
                {part.name}
              </span>
              <span className="caption second">{part.kind}</span>
              {part.note && <span className="caption third">{part.note}</span>}
              {mayChange && (
                <Button small variant="ghost" aria-label={t('access.remove_named', { name: part.name })} onPress={part.onRemove}>
                  {t('access.remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {mayChange && (
          <div className="form">
            {children}
            <div>
              <Button variant="primary" isDisabled={add.disabled} isPending={add.pending} onPress={add.onPress}>
                {add.label}
              </Button>
            </div>
          </div>
        )}
      </div>
    </Dialog>
  );
}

interface DialogProps {
  mayChange: boolean;
  onClose: () => void;
}

export function TeamDialog({ account, mayChange, onClose }: DialogProps & { account: Account }) {
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
  const parts = members.data?.items.map((member) => {
    const name = users.nameOf(member.user_id) ?? '–';
    return { id: member.id, name, kind: t(`account_team_role.${member.role}`), onRemove: () => run(remove.mutateAsync({ id: member.id, version: member.version }), t('access.member_removed', { name })) };
  });
  return (
    <PartsDialog
      title={t('access.team')}
      note={t('access.team_note')}
      empty={t('access.no_members')}
      list={members}
      parts={parts}
      mayChange={mayChange}
      add={{ label: t('access.add'), disabled: !person, pending: create.isPending, onPress: add }}
      onClose={onClose}
    >
      <Select label={t('access.person')} value={person} placeholder={t('access.choose')} options={users.active.filter((user) => !taken.has(user.id)).map((user) => ({ value: user.id, label: user.name }))} onChange={setPerson} />
      <ChoiceChips label={t('access.role')} value={role} options={accountTeamRoles.map((value) => ({ value, label: t(`account_team_role.${value}`) }))} onChange={(value) => setRole(value ?? 'sales')} />
    </PartsDialog>
  );
}

/** `of`: a whole customer, or one deal alone. */
export function ShareDialog({ of, ownerId, mayChange, onClose }: DialogProps & { of: { account_id: string } | { opportunity_id: string }; ownerId: string | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const users = useUsers();
  const teams = useList('teams', { limit: 200 });
  const shares = useList('shares', { ...of, limit: 200 });
  const create = useCreate('shares');
  const remove = useDelete('shares');
  const run = useRun();
  const [target, setTarget] = useState<string | null>(null);
  const [access, setAccess] = useState<ShareAccess>('read');
  const [until, setUntil] = useState<string | null>(null);
  const options = [
    ...(teams.data?.items ?? []).map((team) => ({ value: `team:${team.id}`, label: t('access.team_named', { name: team.name }) })),
    ...users.active.filter((user) => user.id !== ownerId).map((user) => ({ value: `user:${user.id}`, label: user.name })),
  ];
  const add = () => {
    if (!target) return;
    const [kind, id = ''] = target.split(':');
    const body = { ...of, access, expires_at: until && instantOfDay(until), ...(kind === 'team' ? { team_id: id } : { user_id: id }) };
    run(create.mutateAsync({ body }), t('access.shared'), () => setTarget(null));
  };
  const parts = shares.data?.items.map((share) => {
    const name = users.nameOf(share.user_id) ?? teams.data?.items.find((team) => team.id === share.team_id)?.name ?? '–';
    const ended = share.expires_at !== null && share.expires_at <= new Date().toISOString();
    return {
      id: share.id,
      name,
      kind: t(`share_access.${share.access}`),
      note: share.expires_at && t(ended ? 'access.ended' : 'access.until', { date: format.date(share.expires_at) }),
      onRemove: () => run(remove.mutateAsync({ id: share.id, version: share.version }), t('access.share_ended', { name })),
    };
  });
  return (
    <PartsDialog
      title={t('access.shares')}
      note={t('account_id' in of ? 'access.shares_note' : 'access.deal_shares_note')}
      empty={t('access.no_shares')}
      list={shares}
      parts={parts}
      mayChange={mayChange}
      add={{ label: t('access.share'), disabled: !target, pending: create.isPending, onPress: add }}
      onClose={onClose}
    >
      <Select label={t('access.with')} value={target} placeholder={t('access.choose')} options={options} onChange={setTarget} />
      <ChoiceChips label={t('access.right')} value={access} options={shareAccess.map((value) => ({ value, label: t(`share_access.${value}`) }))} onChange={(value) => setAccess(value ?? 'read')} />
      <DateField label={t('access.until_day')} value={until} onChange={setUntil} min={daysFromToday(1)} />
    </PartsDialog>
  );
}
