// The rules of the open pool: how many accounts one may hold, and when an untouched one falls back. For administrators.
import { useTranslation } from 'react-i18next';
import { poolClaims } from '~/api/types';
import { useSession } from '~/app/session';
import { Select, TextField } from '~/components/field';
import { useForm } from '../forms/use_form';
import { LimitsCard } from './limits_card';
import { readLimit, shownLimit, useSaveWorkspace } from './workspace_limit';

export function PoolSettings() {
  const { t } = useTranslation();
  const saveWorkspace = useSaveWorkspace();
  const { workspace } = useSession();
  const form = useForm({ limit: shownLimit(workspace.pool_limit), days: shownLimit(workspace.pool_idle_days), claim: workspace.pool_claim });
  const { values, set } = form;
  const save = async () => {
    const pool_limit = readLimit(values.limit);
    const pool_idle_days = readLimit(values.days);
    if (pool_limit === null) return form.refuse('pool_limit', t('users.pool_number'));
    if (pool_idle_days === null) return form.refuse('pool_idle_days', t('users.pool_number'));
    await form.submit(() => saveWorkspace({ pool_limit, pool_idle_days, pool_claim: values.claim }));
  };
  return (
    <LimitsCard title={t('users.pool')} note={t('users.pool_note')} form={form} onSave={save}>
      <TextField label={t('users.pool_limit')} hint={t('users.pool_limit_hint')} value={values.limit} onChange={(text) => set('limit', text)} error={form.errorOf('pool_limit')} inputMode="numeric" maxLength={6} />
      <TextField label={t('users.pool_days')} hint={t('users.pool_days_hint')} value={values.days} onChange={(text) => set('days', text)} error={form.errorOf('pool_idle_days')} inputMode="numeric" maxLength={6} />
      <Select label={t('users.pool_claim')} hint={t('users.pool_who')} value={values.claim} options={poolClaims.map((value) => ({ value, label: t(`users.pool_claim_${value}`) }))} onChange={(claim) => set('claim', claim)} error={form.errorOf('pool_claim')} />
    </LimitsCard>
  );
}
