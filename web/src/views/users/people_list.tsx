// Who works with this book: role, team, whether they can sign in; invite, reset, disable; erase one who left.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UseQueryResult } from '@tanstack/react-query';
import { request } from '~/api/client';
import { errorText } from '~/api/errors';
import { queryClient, refresh, usePatch } from '~/api/queries';
import { roles, type Page, type Role, type Team, type User } from '~/api/types';
import { useMay, useSession } from '~/app/session';
import { Avatar } from '~/components/avatar';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { DataTable, type Column } from '~/components/data_table';
import { Menu, type MenuEntry } from '~/components/menu';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { EraseDialog, savePerson } from '../privacy/person_privacy';
import { InviteForm } from './invite_form';
import { OneTimeLink } from './one_time_link';

interface PeopleListProps {
  users: UseQueryResult<Page<User>>;
  teams: readonly Team[];
  may: boolean;
}

export function PeopleList({ users, teams, may }: PeopleListProps) {
  const { t } = useTranslation();
  const { user: me } = useSession();
  const [inviting, setInviting] = useState(false);
  const [link, setLink] = useState<{ name: string; link: string } | null>(null);
  const [erasing, setErasing] = useState<User | null>(null);
  const governs = useMay('administer');
  const patch = usePatch('users');
  const all = users.data?.items ?? [];
  const change = (user: User, changes: Partial<User>, text: string) => {
    patch.mutateAsync({ id: user.id, version: user.version, changes }).then(
      (answer) => undoToast(text, answer.undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  const disable = (user: User) => {
    request<User>(`/users/${user.id}`, { method: 'DELETE', version: user.version }).then(
      (answer) => {
        refresh(queryClient, 'users');
        undoToast(t('users.disabled', { name: user.name }), answer.undoId);
      },
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  const reset = (user: User) => {
    request<{ link: string }>(`/users/${user.id}/reset`, { method: 'POST', body: {} }).then(
      (answer) => setLink({ name: user.name, link: answer.body.link }),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  // Somebody who can still sign in is not erased: the server refuses it, so the menu says what comes first.
  const privacyEntries = (user: User): MenuEntry[] => [
    { id: 'export', label: t('privacy.export'), icon: 'export', separated: true, onAction: () => savePerson('users', user.id, t) },
    { id: 'erase', label: t('privacy.erase'), icon: 'trash', disabled: !user.disabled, note: user.disabled ? undefined : t('users.disable_first'), onAction: () => setErasing(user) },
  ];
  const columns: Column<User>[] = [
    {
      id: 'name',
      header: t('users.name'),
      rowHeader: true,
      cell: (user) => (
        <span className="row">
          <Avatar name={user.name} />
          <b className={user.disabled ? 'third' : undefined}>{user.name}</b>
          {user.id === me.id && <Tag>{t('users.you')}</Tag>}
        </span>
      ),
    },
    { id: 'email', header: t('forms.email'), long: true, cell: (user) => user.email && <span className="second">{user.email}</span> },
    {
      id: 'role',
      header: t('forms.role'),
      cell: (user) => (may && user.id !== me.id ? <RoleMenu user={user} onChange={(role) => change(user, { role }, t('users.role_changed', { name: user.name, role: t(`role.${role}`) }))} /> : t(`role.${user.role}`)),
    },
    {
      id: 'team',
      header: t('users.team'),
      cell: (user) =>
        may ? (
          <Menu
            label={t('users.team_of', { name: user.name })}
            trigger={
              <Button small variant="ghost" className="cell-button" aria-label={`${t('users.team_of', { name: user.name })}: ${teams.find((team) => team.id === user.team_id)?.name ?? t('users.no_team')}`}>
                {teams.find((team) => team.id === user.team_id)?.name ?? t('users.no_team')}
              </Button>
            }
            entries={[
              ...teams.map((team) => ({ id: team.id, label: team.name, checked: team.id === user.team_id, onAction: () => change(user, { team_id: team.id }, t('users.team_changed', { name: user.name, team: team.name })) })),
              { id: 'none', label: t('users.no_team'), checked: user.team_id === null, separated: teams.length > 0, onAction: () => change(user, { team_id: null }, t('users.team_left', { name: user.name })) },
            ]}
          />
        ) : (
          (teams.find((team) => team.id === user.team_id)?.name ?? '–')
        ),
    },
    { id: 'state', header: t('users.state'), cell: (user) => (user.disabled ? <Tag tone="hollow">{t('users.state_disabled')}</Tag> : user.can_sign_in ? <Tag tone="ok">{t('users.state_active')}</Tag> : <Tag tone="warn">{t('users.state_invited')}</Tag>) },
    ...(may
      ? [
          {
            id: 'actions',
            header: <span className="visually-hidden">{t('users.actions')}</span>,
            end: true,
            cell: (user: User) => (
              <Menu
                label={t('users.actions_for', { name: user.name })}
                trigger={<Button small variant="ghost" icon="more" aria-label={t('users.actions_for', { name: user.name })} />}
                entries={[
                  { id: 'link', label: t(user.can_sign_in ? 'users.reset' : 'users.new_invite'), icon: 'key', disabled: user.disabled, onAction: () => reset(user) },
                  user.disabled
                    ? { id: 'enable', label: t('users.enable'), icon: 'check', separated: true, onAction: () => change(user, { disabled: false }, t('users.enabled', { name: user.name })) }
                    : { id: 'disable', label: t('users.disable'), icon: 'close', separated: true, disabled: user.id === me.id, onAction: () => disable(user) },
                  ...(governs ? privacyEntries(user) : []),
                ]}
              />
            ),
          } satisfies Column<User>,
        ]
      : []),
  ];
  return (
    <Card
      title={t('users.people')}
      actions={
        may && (
          <Button small variant="primary" icon="plus" onPress={() => setInviting(true)}>
            {t('users.invite')}
          </Button>
        )
      }
    >
      {!may && <p className="caption third">{t('users.read_only')}</p>}
      {users.isPending && <SkeletonRows rows={6} />}
      {users.isError && <ErrorState error={users.error} onRetry={() => void users.refetch()} />}
      {users.data && all.length === 0 && <EmptyState>{t('users.empty')}</EmptyState>}
      {all.length > 0 && (
        <div className="table-scroll">
          <DataTable label={t('users.people')} columns={columns} rows={all} rowKey={(user) => user.id} />
        </div>
      )}
      <InviteForm isOpen={inviting} onClose={() => setInviting(false)} teams={teams} onInvited={(user) => user.invite_link && setLink({ name: user.name, link: user.invite_link })} />
      {erasing && <EraseDialog kind="users" id={erasing.id} name={erasing.name} onClose={() => setErasing(null)} />}
      <OneTimeLink link={link} onClose={() => setLink(null)} />
    </Card>
  );
}

function RoleMenu({ user, onChange }: { user: User; onChange: (role: Role) => void }) {
  const { t } = useTranslation();
  return (
    <Menu
      label={t('users.role_of', { name: user.name })}
      trigger={
        <Button small variant="ghost" className="cell-button" aria-label={`${t('users.role_of', { name: user.name })}: ${t(`role.${user.role}`)}`}>
          {t(`role.${user.role}`)}
        </Button>
      }
      entries={roles.map((role) => ({ id: role, label: t(`role.${role}`), note: t(`users.role_note_${role}`), checked: role === user.role, onAction: () => role !== user.role && onChange(role) }))}
    />
  );
}
