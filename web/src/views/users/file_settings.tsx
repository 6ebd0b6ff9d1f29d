// How much room the files of all records may take up. For administrators.
import { useTranslation } from 'react-i18next';
import { useSession } from '~/app/session';
import { TextField } from '~/components/field';
import { useForm } from '../forms/use_form';
import { LimitsCard } from './limits_card';
import { readLimit, shownLimit, useSaveWorkspace } from './workspace_limit';

const digits = 9;

export function FileSettings() {
  const { t } = useTranslation();
  const { workspace } = useSession();
  const saveWorkspace = useSaveWorkspace();
  const form = useForm({ max: shownLimit(workspace.files_mib_max) });
  const save = async () => {
    const files_mib_max = readLimit(form.values.max, digits);
    if (files_mib_max === null) return form.refuse('files_mib_max', t('users.pool_number'));
    await form.submit(() => saveWorkspace({ files_mib_max }));
  };
  return (
    <LimitsCard title={t('users.files')} note={t('users.files_note')} form={form} onSave={save}>
      <TextField label={t('users.files_max')} hint={t('users.files_max_hint')} value={form.values.max} onChange={(text) => form.set('max', text)} error={form.errorOf('files_mib_max')} inputMode="numeric" maxLength={digits} />
    </LimitsCard>
  );
}
