// Letting somebody in: name, e-mail, role. The answer is a link for one use; no password is ever typed for another.
import { useTranslation } from 'react-i18next';
import { useCreate } from '~/api/queries';
import { roles, type Role, type Team, type User } from '~/api/types';
import { ChoiceChips } from '~/components/choice_chips';
import { Select, TextField } from '~/components/field';
import { FormDialog } from '../forms/form_dialog';
import { useForm } from '../forms/use_form';

interface InviteFormProps {
  isOpen: boolean;
  onClose: () => void;
  teams: readonly Team[];
  onInvited: (user: User) => void;
}

export function InviteForm(props: InviteFormProps) {
  return props.isOpen ? <InviteFormOpen {...props} /> : null;
}

function InviteFormOpen({ onClose, teams, onInvited }: InviteFormProps) {
  const { t, i18n } = useTranslation();
  const create = useCreate('users');
  const form = useForm({ name: '', email: '', role: 'seller' as Role, team: 'none' });
  const { values, set } = form;
  const save = async () => {
    if (!values.name.trim()) return form.refuse('name', t('field.required'));
    if (!values.email.trim()) return form.refuse('email', t('field.required'));
    let invited: User | null = null;
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: { name: values.name.trim(), email: values.email.trim(), role: values.role, team_id: values.team === 'none' ? null : values.team, locale: i18n.language },
      });
      invited = answer.body;
    });
    if (done) {
      onClose();
      if (invited) onInvited(invited);
    }
  };
  return (
    <FormDialog title={t('users.invite')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} submitLabel={t('users.make_link')}>
      <TextField label={t('users.name')} value={values.name} onChange={(value) => set('name', value)} error={form.errorOf('name')} autoFocus required maxLength={200} autoComplete="off" />
      <TextField label={t('forms.email')} type="email" value={values.email} onChange={(value) => set('email', value)} error={form.errorOf('email')} required maxLength={200} autoComplete="off" />
      <ChoiceChips rows label={t('forms.role')} value={values.role} options={roles.map((value) => ({ value, label: t(`role.${value}`), hint: t(`users.role_note_${value}`) }))} onChange={(value) => set('role', value)} error={form.errorOf('role')} />
      {teams.length > 0 && <Select label={t('users.team')} value={values.team} options={[{ value: 'none', label: t('users.no_team') }, ...teams.map((team) => ({ value: team.id, label: team.name }))]} onChange={(value) => set('team', value)} error={form.errorOf('team_id')} />}
    </FormDialog>
  );
}
