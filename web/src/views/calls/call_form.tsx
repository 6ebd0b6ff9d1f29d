// Planning a call: about what, when, with whom, and the one thing the customer is to be asked to do.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreate, useList, useRecord } from '~/api/queries';
import type { Call, Named } from '~/api/types';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Checkbox, Select, TextField } from '~/components/field';
import { ErrorState } from '~/components/states';
import { undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { DayField, useFutureDays } from '../forms/day_field';
import { dealLabel } from '../forms/deal_label';
import { daysFromToday, withoutMillis } from '../forms/moments';
import { useForm } from '../forms/use_form';
import { AccountPicker } from '../record/account_picker';
import '../record/record.css';
import './calls.css';

interface CallFormProps {
  accountId: string | null;
  opportunityId: string | null;
  /** Whom and what it is about, when that is known already. */
  contactId?: string | null;
  subject?: string | null;
  onClose: () => void;
  onCreated: (call: Call) => void;
}

export function CallForm({ accountId, opportunityId, contactId = null, subject = null, onClose, onCreated }: CallFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { user } = useSession();
  const create = useCreate('calls');
  const form = useForm(
    { subject: subject ?? '', account: null as Named | null, opportunity: opportunityId ?? 'none', day: daysFromToday(1) as string | null, time: '10:00', channel: '', objective: '', fallback: '', people: contactId ? [contactId] : [] },
    { draft: `call.${contactId ?? opportunityId ?? accountId ?? 'new'}` },
  );
  const { values, set } = form;
  const deal = useRecord('opportunities', opportunityId);
  const known = accountId ?? deal.data?.account_id ?? null;
  const given = useRecord('accounts', known);
  const chosen = values.account?.id ?? known;
  useEffect(() => {
    // Known already, so nobody has to type it; it can be changed like any other.
    if (deal.data && !values.subject) set('subject', t('calls.subject_for', { name: deal.data.name }));
    // Once for the deal that arrives; `set` is new on every render.
  }, [deal.data?.id]);
  const contacts = useList('contacts', { account_id: chosen, limit: 200 }, { enabled: Boolean(chosen) });
  const opportunities = useList('opportunities', { account_id: chosen, result: 'open', limit: 50 }, { enabled: Boolean(chosen) });
  const people = contacts.data?.items ?? [];

  const save = async () => {
    if (!values.subject.trim()) return form.refuse('subject', t('field.required'));
    if (!values.day) return form.refuse('held_at', t('field.required'));
    const held = new Date(`${values.day}T${values.time || '10:00'}:00`);
    let created: Call | null = null;
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: {
          subject: values.subject.trim(),
          account_id: chosen,
          opportunity_id: values.opportunity === 'none' ? null : values.opportunity,
          held_at: withoutMillis(held),
          status: held.getTime() > Date.now() ? 'planned' : 'held',
          channel: values.channel.trim() || null,
          objective: values.objective.trim() || null,
          fallback: values.fallback.trim() || null,
          contact_ids: values.people,
          owner_id: user.id,
        },
      });
      created = answer.body;
      undoToast(t('calls.added'), answer.undoId);
    });
    if (done && created) onCreated(created);
  };
  return (
    <Card title={t('calls.plan')} className="call-form">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField label={t('field_name.subject')} value={values.subject} onChange={(value) => set('subject', value)} error={form.errorOf('subject')} placeholder={t('calls.subject_example')} autoFocus required maxLength={200} />
        <AccountPicker
          label={t('object.account')}
          value={values.account ?? (given.data ? { id: given.data.id, name: given.data.name } : null)}
          onChange={(account) => {
            set('account', account);
            set('people', []);
            set('opportunity', 'none');
          }}
        />
        {(opportunities.data?.items.length ?? 0) > 0 && (
          <Select label={t('object.opportunity')} value={values.opportunity} options={[{ value: 'none', label: t('common.none') }, ...(opportunities.data?.items ?? []).map((one) => ({ value: one.id, label: dealLabel(format, one) }))]} onChange={(value) => set('opportunity', value)} />
        )}
        <div className="form-row">
          <DayField label={t('calls.day')} value={values.day} onChange={(value) => set('day', value)} shortcuts={useFutureDays().slice(0, 3)} error={form.errorOf('held_at')} />
          <label className="field">
            <span className="field-label">{t('calls.time')}</span>
            <input className="field-input" type="time" value={values.time} onChange={(event) => set('time', event.target.value)} />
          </label>
          <TextField label={t('field_name.channel')} value={values.channel} onChange={(value) => set('channel', value)} placeholder={t('calls.channel_example')} maxLength={100} />
        </div>
        <TextField label={t('calls.objective')} value={values.objective} onChange={(value) => set('objective', value)} hint={t('calls.objective_hint')} placeholder={t('calls.objective_example')} error={form.errorOf('objective')} maxLength={500} />
        <TextField label={t('field_name.fallback')} value={values.fallback} onChange={(value) => set('fallback', value)} placeholder={t('calls.fallback_example')} maxLength={500} />
        {people.length > 0 && (
          <fieldset className="people-choice">
            <legend className="field-label">{t('calls.people')}</legend>
            {people.map((person) => (
              <Checkbox key={person.id} checked={values.people.includes(person.id)} onChange={(checked) => set('people', checked ? [...values.people, person.id] : values.people.filter((one) => one !== person.id))}>
                {person.name} <span className="caption third">{person.title}</span>
              </Checkbox>
            ))}
          </fieldset>
        )}
        {Boolean(form.failure) && <ErrorState error={form.failure} />}
        <div className="row">
          <Button variant="primary" type="submit" isPending={form.pending}>
            {t('common.save')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </Card>
  );
}
