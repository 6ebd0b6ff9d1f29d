// The small forms of the time after the order.
import { useTranslation } from 'react-i18next';
import type { DeliveryItem, RemorseSignal, ServiceReminder } from '~/api/ground';
import { useCreate, usePatch } from '~/api/queries';
import type { ValueItem } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { useSession } from '~/app/session';
import { ChoiceChips } from '~/components/choice_chips';
import { Checkbox, TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { minorDigits, parseAmount } from '~/format/money';
import { AmountField } from '../forms/amount_field';
import { DayField, useFutureDays, usePastDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { instantOfDay, today } from '../forms/moments';
import { nobody, PersonField } from '../forms/person_field';
import { useForm } from '../forms/use_form';

const personOf = (id: string) => (id === nobody ? null : id);

export function ReminderForm({ opportunity, day, onClose }: { opportunity: Opportunity; day: number; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreate('service_reminders');
  const past = usePastDays();
  const form = useForm({ on: today(), person: nobody, note: '' });
  const { values, set } = form;
  const save = async () => {
    const done = await form.submit(async (key) => {
      const body: Partial<ServiceReminder> = { opportunity_id: opportunity.id, day, contact_id: personOf(values.person), done_at: instantOfDay(values.on), note: values.note.trim() || null };
      const answer = await create.mutateAsync({ key, body });
      undoToast(t('ground.reminder_saved'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('ground.mark_reminded', { day })} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <PersonField label={t('ground.reminded_whom')} accountId={opportunity.account_id} value={values.person} onChange={(person) => set('person', person)} error={form.errorOf('contact_id')} />
      <DayField label={t('stage_form.when')} value={values.on} onChange={(on) => set('on', on ?? today())} shortcuts={past} max={today()} error={form.errorOf('done_at')} />
      <TextField label={t('ground.what_was_said')} value={values.note} onChange={(note) => set('note', note)} error={form.errorOf('note')} placeholder={t('ground.reminder_example')} multiline rows={3} autoFocus maxLength={2000} />
    </FormDialog>
  );
}

export function RealisedForm({ opportunity, item, onClose }: { opportunity: Opportunity; item: ValueItem; onClose: () => void }) {
  const { t } = useTranslation();
  const { workspace } = useSession();
  const patch = usePatch('value_items');
  const past = usePastDays();
  const currency = item.currency ?? workspace.currency;
  const form = useForm({
    amount: item.realised_minor === null ? '' : String(item.realised_minor / 10 ** minorDigits(currency)),
    on: item.realised_at?.slice(0, 10) ?? today(),
    person: item.realised_contact_id ?? nobody,
  });
  const { values, set } = form;
  const save = async () => {
    const amount = values.amount.trim() ? parseAmount(values.amount, currency) : null;
    if (values.amount.trim() && amount === null) return form.refuse('realised_minor', t('forms.bad_amount'));
    const done = await form.submit(async () => {
      const changes = amount === null ? { realised_minor: null, realised_at: null, realised_contact_id: null } : { realised_minor: amount, realised_at: instantOfDay(values.on), realised_contact_id: personOf(values.person) };
      const answer = await patch.mutateAsync({ id: item.id, version: item.version, changes });
      undoToast(t('value.saved'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('ground.measure_named', { name: item.name })} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <AmountField label={t('value.realised')} text={values.amount} currency={currency} onText={(amount) => set('amount', amount)} onCurrency={() => undefined} error={form.errorOf('realised_minor')} />
      <DayField label={t('ground.measured_on')} value={values.on} onChange={(on) => set('on', on ?? today())} shortcuts={past} max={today()} error={form.errorOf('realised_at')} />
      <PersonField label={t('offer.confirmed_by')} accountId={opportunity.account_id} value={values.person} onChange={(person) => set('person', person)} error={form.errorOf('realised_contact_id')} />
    </FormDialog>
  );
}

export function RemorseForm({ opportunity, signal, onClose }: { opportunity: Opportunity; signal: RemorseSignal | null; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreate('remorse_signals');
  const patch = usePatch('remorse_signals');
  const past = usePastDays();
  const form = useForm({
    text: signal?.text ?? '',
    person: signal?.contact_id ?? nobody,
    severity: String(signal?.severity ?? 2),
    on: signal?.observed_at.slice(0, 10) ?? today(),
    resolved: Boolean(signal?.resolved_at),
    resolution: signal?.resolution ?? '',
  });
  const { values, set } = form;
  const save = async () => {
    if (!values.text.trim()) return form.refuse('text', t('field.required'));
    const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    const body: Partial<RemorseSignal> = {
      text: values.text.trim(),
      contact_id: personOf(values.person),
      severity: Number(values.severity),
      resolved_at: values.resolved ? (signal?.resolved_at ?? now) : null,
      resolution: values.resolution.trim() || null,
    };
    if (!signal || values.on !== signal.observed_at.slice(0, 10)) body.observed_at = instantOfDay(values.on);
    const done = await form.submit(async (key) => {
      const answer = signal ? await patch.mutateAsync({ id: signal.id, version: signal.version, changes: body }) : await create.mutateAsync({ key, body: { ...body, opportunity_id: opportunity.id } });
      undoToast(t('ground.remorse_saved'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('object.remorse_signal')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('ground.remorse_words')} value={values.text} onChange={(text) => set('text', text)} error={form.errorOf('text')} placeholder={t('ground.remorse_example')} multiline rows={2} autoFocus={!signal} maxLength={2000} />
      <PersonField label={t('ground.who_said_it')} accountId={opportunity.account_id} value={values.person} onChange={(person) => set('person', person)} error={form.errorOf('contact_id')} />
      <ChoiceChips label={t('ground.severity')} value={values.severity} options={['1', '2', '3'].map((value) => ({ value, label: t(`ground.severity_${value}`) }))} onChange={(severity) => set('severity', severity)} error={form.errorOf('severity')} />
      <DayField label={t('stage_form.when')} value={values.on} onChange={(on) => set('on', on ?? today())} shortcuts={past} max={today()} error={form.errorOf('observed_at')} />
      {signal && (
        <>
          <Checkbox checked={values.resolved} onChange={(resolved) => set('resolved', resolved)}>
            {t('ground.resolved')}
          </Checkbox>
          <TextField label={t('ground.resolution')} value={values.resolution} onChange={(resolution) => set('resolution', resolution)} error={form.errorOf('resolution') ?? form.errorOf('resolved_at')} multiline rows={2} maxLength={2000} />
        </>
      )}
    </FormDialog>
  );
}

export function DeliveryForm({ opportunity, item, kind, onClose }: { opportunity: Opportunity; item: DeliveryItem | null; kind: DeliveryItem['kind']; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreate('delivery_items');
  const patch = usePatch('delivery_items');
  const future = useFutureDays();
  const form = useForm({ name: item?.name ?? '', due_on: item?.due_on ?? (null as string | null), note: item?.note ?? '' });
  const { values, set } = form;
  const save = async () => {
    if (!values.name.trim()) return form.refuse('name', t('field.required'));
    const body: Partial<DeliveryItem> = { name: values.name.trim(), due_on: values.due_on, note: values.note.trim() || null };
    const done = await form.submit(async (key) => {
      const answer = item
        ? await patch.mutateAsync({ id: item.id, version: item.version, changes: body })
        : await create.mutateAsync({ key, body: { ...body, kind, opened_on: kind === 'issue' ? today() : null, opportunity_id: opportunity.id } });
      undoToast(t('ground.delivery_saved'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t(`delivery_kind.${kind}`)} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('forms.name')} value={values.name} onChange={(name) => set('name', name)} error={form.errorOf('name')} placeholder={t(kind === 'issue' ? 'ground.delivery_issue_example' : 'ground.milestone_example')} autoFocus maxLength={200} />
      <DayField label={t('forms.due')} value={values.due_on} onChange={(due_on) => set('due_on', due_on)} shortcuts={future} error={form.errorOf('due_on')} />
      <TextField label={t('field_name.description')} value={values.note} onChange={(note) => set('note', note)} error={form.errorOf('note')} multiline rows={2} maxLength={2000} />
    </FormDialog>
  );
}
