// Teams, and who is in them. A team sees its own records and those of the teams beneath it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UseQueryResult } from '@tanstack/react-query';
import { errorText } from '~/api/errors';
import { useCreate, useDelete } from '~/api/queries';
import type { Page, Team, User } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Select, TextField } from '~/components/field';
import { Menu } from '~/components/menu';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { toast, undoToast } from '~/components/toast';
import { FormDialog } from '../forms/form_dialog';
import { useForm } from '../forms/use_form';
import { useEdit } from '../record/use_edit';
import { possibleParents, teamTree } from './tree';

interface TeamTreeProps {
  teams: UseQueryResult<Page<Team>>;
  users: readonly User[];
  may: boolean;
}

export function TeamTree({ teams, users, may }: TeamTreeProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Team | 'new' | null>(null);
  const remove = useDelete('teams');
  const all = teams.data?.items ?? [];
  const drop = (team: Team) => {
    remove.mutateAsync({ id: team.id, version: team.version }).then(
      (answer) => undoToast(t('users.team_deleted', { name: team.name }), answer.undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  return (
    <Card
      title={t('users.teams')}
      actions={
        may && (
          <Button small variant="primary" icon="plus" onPress={() => setEditing('new')}>
            {t('users.new_team')}
          </Button>
        )
      }
    >
      {teams.isPending && <SkeletonRows rows={3} />}
      {teams.isError && <ErrorState error={teams.error} onRetry={() => void teams.refetch()} />}
      {teams.data && all.length === 0 && <EmptyState>{t('users.no_teams')}</EmptyState>}
      <ul>
        {teamTree(all).map(({ team, depth }) => {
          const members = users.filter((user) => user.team_id === team.id && !user.disabled);
          return (
            <li key={team.id} className="team-row" style={{ paddingLeft: depth * 20 }}>
              <b>{team.name}</b>
              <span className="third ellipsis grow" title={members.map((user) => user.name).join(t('forms.list_comma'))}>
                {members.length > 0 ? members.map((user) => user.name).join(t('forms.list_comma')) : t('users.nobody_here')}
              </span>
              {may && (
                <Menu
                  label={t('users.actions_for', { name: team.name })}
                  trigger={<Button small variant="ghost" icon="more" aria-label={t('users.actions_for', { name: team.name })} />}
                  entries={[
                    { id: 'edit', label: t('common.edit'), icon: 'edit', onAction: () => setEditing(team) },
                    { id: 'delete', label: t('common.delete'), icon: 'trash', separated: true, onAction: () => drop(team) },
                  ]}
                />
              )}
            </li>
          );
        })}
      </ul>
      {editing && <TeamForm key={editing === 'new' ? 'new' : editing.id} team={editing === 'new' ? null : editing} teams={all} onClose={() => setEditing(null)} />}
    </Card>
  );
}

function TeamForm({ team, teams, onClose }: { team: Team | null; teams: readonly Team[]; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreate('teams');
  const edit = useEdit('teams', team, { show: (field, value) => (field === 'parent_id' ? teams.find((one) => one.id === value)?.name : undefined) });
  const form = useForm({ name: team?.name ?? '', parent: team?.parent_id ?? 'none' });
  const { values, set } = form;
  const save = async () => {
    if (!values.name.trim()) return form.refuse('name', t('field.required'));
    const body = { name: values.name.trim(), parent_id: values.parent === 'none' ? null : values.parent };
    const done = await form.submit(async (key) => {
      const answer = team ? await edit.save(body) : await create.mutateAsync({ key, body });
      undoToast(t('users.team_saved', { name: body.name }), answer.undoId);
    });
    if (done) onClose();
  };
  const parents = team ? possibleParents(teams, team.id) : teams;
  return (
    <FormDialog title={team ? team.name : t('users.new_team')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('forms.name')} value={values.name} onChange={(value) => set('name', value)} error={form.errorOf('name')} autoFocus required maxLength={200} />
      <Select label={t('users.parent_team')} value={values.parent} options={[{ value: 'none', label: t('users.top_level') }, ...parents.map((one) => ({ value: one.id, label: one.name }))]} onChange={(value) => set('parent', value)} error={form.errorOf('parent_id')} />
      {edit.dialog}
    </FormDialog>
  );
}
