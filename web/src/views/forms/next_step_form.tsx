// What happens next, who does it and by when. One for a record, or the same one for several (bulk).
import { useTranslation } from 'react-i18next';
import { useCreate } from '~/api/queries';
import { useSession } from '~/app/session';
import { Select, TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { useUsers } from '../record/use_users';
import { DayField, useFutureDays } from './day_field';
import { FormDialog } from './form_dialog';
import { daysFromToday } from './moments';
import { useForm } from './use_form';

export interface NextStepValues {
  text: string;
  owner_id: string;
  due_on: string | null;
}

interface NextStepFormProps {
  isOpen: boolean;
  onClose: () => void;
  accountId?: string | null;
  opportunityId?: string | null;
  /** A first wording, e.g. from a suggestion. */
  text?: string;
  /** Takes the values instead of creating one step. */
  onSubmit?: (values: NextStepValues) => Promise<unknown>;
}

export function NextStepForm(props: NextStepFormProps) {
  return props.isOpen ? <NextStepFormOpen {...props} /> : null;
}

function NextStepFormOpen({ onClose, accountId, opportunityId, text, onSubmit }: NextStepFormProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const users = useUsers();
  const create = useCreate('next_steps');
  const form = useForm<NextStepValues>({ text: text ?? '', owner_id: user.id, due_on: daysFromToday(3) });
  const { values, set } = form;
  const save = async () => {
    if (!values.text.trim()) return form.refuse('text', t('field.required'));
    const done = await form.submit(async (key) => {
      if (onSubmit) return onSubmit(values);
      const body = { text: values.text.trim(), owner_id: values.owner_id, due_on: values.due_on, account_id: accountId ?? null, opportunity_id: opportunityId ?? null };
      const answer = await create.mutateAsync({ key, body });
      undoToast(t('forms.next_step_added'), answer.undoId);
      return answer;
    });
    if (done) onClose();
  };
  const owners = users.active.length > 0 ? users.active : [{ id: user.id, name: user.name }];
  return (
    <FormDialog title={t('forms.next_step')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('forms.what')} value={values.text} onChange={(value) => set('text', value)} placeholder={t('forms.next_step_example')} error={form.errorOf('text')} autoFocus maxLength={500} />
      <DayField label={t('forms.due')} value={values.due_on} onChange={(value) => set('due_on', value)} shortcuts={useFutureDays()} error={form.errorOf('due_on')} />
      <Select
        label={t('forms.owner')}
        value={values.owner_id}
        options={owners.map((owner) => ({ value: owner.id, label: owner.name }))}
        onChange={(value) => set('owner_id', value)}
        error={form.errorOf('owner_id')}
      />
    </FormDialog>
  );
}
