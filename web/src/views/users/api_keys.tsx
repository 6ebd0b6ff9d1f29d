// Keys for programs that act for this person. A key is shown once, when it is made; afterwards only its hash is kept.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, request } from '~/api/client';
import { errorText } from '~/api/errors';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { ChoiceChips } from '~/components/choice_chips';
import { TextField } from '~/components/field';
import { Dialog } from '~/components/overlays';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { toast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { DayField } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { daysFromToday, instantOfDay } from '../forms/moments';
import { useForm } from '../forms/use_form';
import { CopyBox } from './one_time_link';

interface ApiKey {
  id: string;
  label: string;
  scope: 'read' | 'write';
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
}

export function ApiKeys() {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const keys = useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => get<{ items: ApiKey[] }>('/keys', undefined, signal) });
  const items = keys.data?.items ?? [];
  const again = () => client.invalidateQueries({ queryKey: ['keys'] });
  const revoke = (key: ApiKey) => {
    request<void>(`/keys/${key.id}`, { method: 'DELETE' }).then(
      () => {
        toast(t('users.key_revoked', { label: key.label }));
        void again();
      },
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  return (
    <Card
      title={t('users.keys')}
      note={t('users.keys_note')}
      actions={
        <Button small variant="primary" icon="plus" onPress={() => setMaking(true)}>
          {t('users.new_key')}
        </Button>
      }
    >
      {keys.isPending && <SkeletonRows rows={2} />}
      {keys.isError && <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data && items.length === 0 && <EmptyState>{t('users.no_keys')}</EmptyState>}
      <ul>
        {items.map((key) => {
          const expired = key.expires_at !== null && Date.parse(key.expires_at) < Date.now();
          return (
            <li key={key.id} className="team-row">
              <b className={key.revoked_at ? 'third' : undefined}>{key.label}</b>
              <Tag>{t(`users.scope_${key.scope}`)}</Tag>
              {key.revoked_at ? <Tag tone="hollow">{t('users.revoked')}</Tag> : expired && <Tag tone="warn">{t('users.expired')}</Tag>}
              <span className="grow" />
              <span className="caption third numeric">
                {t('users.made_on', { date: format.date(key.created_at) })}
                {key.expires_at && ` · ${t('users.expires_on', { date: format.date(key.expires_at, { year: true }) })}`}
              </span>
              {!key.revoked_at && (
                <Button small variant="danger" onPress={() => revoke(key)}>
                  {t('users.revoke')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {making && (
        <KeyForm
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMade(key);
            void again();
          }}
        />
      )}
      <Dialog
        title={t('users.your_key')}
        isOpen={made !== null}
        onClose={() => setMade(null)}
        alert
        footer={
          <Button variant="primary" onPress={() => setMade(null)}>
            {t('common.done')}
          </Button>
        }
      >
        <p className="second">{t('users.key_explained')}</p>
        <CopyBox text={made ?? ''} label={t('users.your_key')} />
        <p className="caption third">
          <code>Authorization: Bearer …</code>
        </p>
      </Dialog>
    </Card>
  );
}

function KeyForm({ onClose, onMade }: { onClose: () => void; onMade: (key: string) => void }) {
  const { t } = useTranslation();
  const form = useForm({ label: '', scope: 'read' as ApiKey['scope'], expires: daysFromToday(90) as string | null });
  const { values, set } = form;
  const save = async () => {
    if (!values.label.trim()) return form.refuse('label', t('field.required'));
    let made = '';
    const done = await form.submit(async (key) => {
      const answer = await request<{ key: string }>('/keys', {
        method: 'POST',
        idempotencyKey: key,
        body: { label: values.label.trim(), scope: values.scope, expires_at: values.expires ? instantOfDay(values.expires) : null },
      });
      made = answer.body.key;
    });
    if (done) {
      onClose();
      onMade(made);
    }
  };
  return (
    <FormDialog title={t('users.new_key')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('users.key_label')} value={values.label} onChange={(value) => set('label', value)} error={form.errorOf('label')} placeholder={t('users.key_example')} autoFocus required maxLength={100} />
      <ChoiceChips label={t('users.scope')} value={values.scope} options={(['read', 'write'] as const).map((value) => ({ value, label: t(`users.scope_${value}`) }))} onChange={(value) => set('scope', value)} error={form.errorOf('scope')} />
      <DayField
        label={t('users.expires')}
        value={values.expires}
        onChange={(value) => set('expires', value)}
        min={daysFromToday(1)}
        shortcuts={[
          { days: 30, label: t('forms.in_days', { n: 30 }) },
          { days: 90, label: t('forms.in_days', { n: 90 }) },
          { days: 365, label: t('forms.in_days', { n: 365 }) },
        ]}
        error={form.errorOf('expires_at')}
      />
    </FormDialog>
  );
}
