// One dimension of the gap: its levels of 0..10 beside the customer's own measure, who said so, and what a year of it costs.
import { useTranslation } from 'react-i18next';
import type { GapDimension } from '~/api/ground';
import { useCreate, usePatch } from '~/api/queries';
import type { Problem } from '~/api/selling';
import { useSession } from '~/app/session';
import { ChoiceChips } from '~/components/choice_chips';
import { TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { minorDigits, parseAmount } from '~/format/money';
import { AmountField } from '../forms/amount_field';
import { DayField, usePastDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { instantOfDay, today } from '../forms/moments';
import { nobody, PersonField } from '../forms/person_field';
import { useForm } from '../forms/use_form';

interface GapFormProps {
  accountId: string | null;
  opportunityId: string | null;
  dimension: GapDimension | null;
  onClose: () => void;
}

const moments = ['now', 'ideal', 'promised', 'measured'] as const;
const asText = (value: number | null | undefined) => (value == null ? '' : String(value));

export function GapForm({ accountId, opportunityId, dimension, onClose }: GapFormProps) {
  const { t } = useTranslation();
  const { workspace } = useSession();
  const past = usePastDays();
  const create = useCreate('problems');
  const patch = usePatch('problems');
  const currency = dimension?.currency ?? workspace.currency;
  const form = useForm({
    name: dimension?.name ?? '',
    unit: dimension?.unit ?? '',
    weight: asText(dimension?.weight),
    level_now: asText(dimension?.level_now),
    level_ideal: asText(dimension?.level_ideal),
    level_promised: asText(dimension?.level_promised),
    level_measured: asText(dimension?.level_measured),
    value_now: dimension?.value_now ?? '',
    value_ideal: dimension?.value_ideal ?? '',
    value_promised: dimension?.value_promised ?? '',
    value_measured: dimension?.value_measured ?? '',
    person: dimension?.contact_id ?? nobody,
    confirmed: dimension?.confirmed_at ? ('customer' as const) : ('ours' as 'customer' | 'ours'),
    day: dimension?.confirmed_at?.slice(0, 10) ?? today(),
    yearly: dimension?.yearly_value_minor == null ? '' : String(dimension.yearly_value_minor / 10 ** minorDigits(currency)),
    currency,
  });
  const { values, set } = form;
  const save = async () => {
    if (!values.name.trim()) return form.refuse('name', t('field.required'));
    const number = (text: string) => (text.trim() === '' ? null : Number(text));
    for (const field of ['weight', 'level_now', 'level_ideal', 'level_promised', 'level_measured'] as const)
      if (Number.isNaN(number(values[field]))) return form.refuse(field, t('field.not_a_number'));
    const yearly = values.yearly.trim() ? parseAmount(values.yearly, values.currency) : null;
    if (values.yearly.trim() && yearly === null) return form.refuse('yearly_value_minor', t('forms.bad_amount'));
    const confirmed = values.confirmed === 'customer';
    const body: Partial<Problem> = {
      name: values.name.trim(),
      unit: values.unit.trim() || null,
      weight: number(values.weight),
      level_now: number(values.level_now),
      level_ideal: number(values.level_ideal),
      level_promised: number(values.level_promised),
      level_measured: number(values.level_measured),
      value_now: values.value_now.trim() || null,
      value_ideal: values.value_ideal.trim() || null,
      value_promised: values.value_promised.trim() || null,
      value_measured: values.value_measured.trim() || null,
      contact_id: values.person === nobody ? null : values.person,
      confirmed_at: confirmed ? instantOfDay(values.day) : null,
      yearly_value_minor: yearly,
      currency: yearly === null ? null : values.currency,
    };
    const done = await form.submit(async (key) => {
      const place = opportunityId ? { opportunity_id: opportunityId } : { account_id: accountId };
      const answer = dimension ? await patch.mutateAsync({ id: dimension.id, version: dimension.version, changes: body }) : await create.mutateAsync({ key, body: { ...body, ...place } });
      undoToast(t('ground.dimension_saved'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t(dimension ? 'ground.edit_dimension' : 'ground.add_dimension')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} side wide>
      <TextField label={t('forms.name')} value={values.name} onChange={(name) => set('name', name)} error={form.errorOf('name')} placeholder={t('ground.dimension_example')} autoFocus maxLength={200} />
      <div className="gap-pair">
        <TextField label={t('ground.unit')} value={values.unit} onChange={(unit) => set('unit', unit)} error={form.errorOf('unit')} placeholder={t('ground.unit_example')} maxLength={60} />
        <TextField label={t('ground.weight')} value={values.weight} onChange={(weight) => set('weight', weight)} error={form.errorOf('weight')} inputMode="decimal" hint={t('ground.weight_hint')} />
      </div>
      {moments.map((moment) => (
        <div key={moment} className="gap-pair">
          <TextField label={t('ground.level_of', { name: t(`ground.${moment}`) })} value={values[`level_${moment}`]} onChange={(text) => set(`level_${moment}`, text)} error={form.errorOf(`level_${moment}`)} inputMode="decimal" />
          <TextField label={t('ground.measure_of', { name: t(`ground.${moment}`) })} value={values[`value_${moment}`]} onChange={(text) => set(`value_${moment}`, text)} error={form.errorOf(`value_${moment}`)} maxLength={60} />
        </div>
      ))}
      <PersonField label={t('ground.said_by')} accountId={accountId} value={values.person} onChange={(person) => set('person', person)} error={form.errorOf('contact_id')} />
      <ChoiceChips
        label={t('ground.who_stands_behind')}
        value={values.confirmed}
        options={[
          { value: 'customer', label: t('ground.customer_confirmed') },
          { value: 'ours', label: t('ground.our_estimate') },
        ]}
        onChange={(confirmed) => set('confirmed', confirmed)}
      />
      {values.confirmed === 'customer' && <DayField label={t('offer.confirmed_on')} value={values.day} onChange={(day) => set('day', day ?? today())} shortcuts={past} max={today()} error={form.errorOf('confirmed_at')} />}
      <AmountField label={t('ground.yearly')} text={values.yearly} currency={values.currency} onText={(yearly) => set('yearly', yearly)} onCurrency={(next) => set('currency', next)} error={form.errorOf('yearly_value_minor') ?? form.errorOf('currency')} />
    </FormDialog>
  );
}
