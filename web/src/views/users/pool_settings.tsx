// The rules of the open pool: how many accounts one may hold, and when an untouched one falls back. For administrators.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '~/api/client';
import { errorText } from '~/api/errors';
import type { Session } from '~/api/types';
import { sessionKey, useSession } from '~/app/session';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { TextField } from '~/components/field';
import { toast } from '~/components/toast';
import { useForm } from '../forms/use_form';

const shown = (count: number) => (count === 0 ? '' : String(count));
/** Null where it is no whole number; empty is none. */
const read = (text: string) => (/^\d{0,6}$/.test(text.trim()) ? Number(text.trim() || '0') : null);

export function PoolSettings() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { workspace } = useSession();
  const form = useForm({ limit: shown(workspace.pool_limit), days: shown(workspace.pool_idle_days) });
  const { values, set } = form;
  const save = async () => {
    const pool_limit = read(values.limit);
    const pool_idle_days = read(values.days);
    if (pool_limit === null) return form.refuse('pool_limit', t('users.pool_number'));
    if (pool_idle_days === null) return form.refuse('pool_idle_days', t('users.pool_number'));
    await form.submit(async () => {
      const { body } = await request<Session['workspace']>('/workspace', { method: 'PATCH', body: { pool_limit, pool_idle_days } });
      client.setQueryData(sessionKey, (session: Session | null | undefined) => session && { ...session, workspace: body });
      void client.invalidateQueries({ predicate: (query) => query.queryKey !== sessionKey && query.queryKey[0] !== 'session' });
      toast(t('common.saved'));
    });
  };
  return (
    <Card title={t('users.pool')} note={t('users.pool_note')}>
      <form
        className="form"
        style={{ maxWidth: 420 }}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className="second">{t('users.pool_who')}</p>
        <TextField label={t('users.pool_limit')} hint={t('users.pool_limit_hint')} value={values.limit} onChange={(text) => set('limit', text)} error={form.errorOf('pool_limit')} inputMode="numeric" maxLength={6} />
        <TextField label={t('users.pool_days')} hint={t('users.pool_days_hint')} value={values.days} onChange={(text) => set('days', text)} error={form.errorOf('pool_idle_days')} inputMode="numeric" maxLength={6} />
        {form.failure ? (
          <p className="error-state" role="alert">
            {errorText(form.failure, t)}
          </p>
        ) : null}
        <div>
          <Button type="submit" variant="primary" isPending={form.pending}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
