// One benefit or cost. A benefit that the customer said or documented needs who and when; ours alone counts a quarter.
import { useTranslation } from 'react-i18next';
import { useCreate, useList } from '~/api/queries';
import { confidences, valueKinds, type ValueItem } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { useSession } from '~/app/session';
import { ChoiceChips } from '~/components/choice_chips';
import { Checkbox, Select, TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { minorDigits, parseAmount } from '~/format/money';
import { useFormat } from '~/format/use_format';
import { AmountField } from '../forms/amount_field';
import { DayField, usePastDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { instantOfDay, today } from '../forms/moments';
import { nobody, PersonField } from '../forms/person_field';
import { useForm } from '../forms/use_form';
import { useEdit } from '../record/use_edit';

interface ItemFormProps {
  opportunity: Opportunity;
  item: ValueItem | null;
  competitorId: string | null;
  onClose: () => void;
}

const none = 'none';
const yearlyKinds = ['benefit', 'running', 'risk'];
const asText = (minor: number | null | undefined, currency: string) => (minor == null ? '' : String(minor / 10 ** minorDigits(currency)));

export function ItemForm({ opportunity, item, competitorId, onClose }: ItemFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace } = useSession();
  const past = usePastDays();
  const create = useCreate('value_items');
  const edit = useEdit('value_items', item, { show: (field, value) => (/_minor$/.test(field) ? asText(Number(value), item?.currency ?? '') : field === 'kind' ? t(`value_kind.${String(value)}`) : undefined) });
  const needs = useList('needs', { opportunity_id: opportunity.id, limit: 200 });
  const currency = item?.currency ?? opportunity.currency ?? workspace.currency;
  const form = useForm({
    kind: item?.kind ?? ('benefit' as ValueItem['kind']),
    name: item?.name ?? '',
    amount: asText(item?.amount_minor, currency),
    currency,
    yearly: item?.yearly ?? true,
    probability: item?.probability == null ? '' : String(item.probability * 100),
    confidence: item?.confidence ?? ('ours' as ValueItem['confidence']),
    person: item?.contact_id ?? nobody,
    day: item?.confirmed_at?.slice(0, 10) ?? today(),
    document: item?.document ?? '',
    basis: item?.basis ?? '',
    need: item?.need_id ?? none,
    realised: asText(item?.realised_minor, currency),
  }, { draft: item ? undefined : `value_item.${opportunity.id}.${competitorId ?? 'us'}` });
  const { values, set } = form;
  const confirmed = values.confidence === 'documented' || values.confidence === 'said';
  const save = async () => {
    if (!values.name.trim()) return form.refuse('name', t('field.required'));
    const amount = parseAmount(values.amount, values.currency);
    if (!values.amount.trim() || amount === null) return form.refuse('amount_minor', t('forms.bad_amount'));
    const realised = values.realised.trim() ? parseAmount(values.realised, values.currency) : null;
    const body: Partial<ValueItem> = {
      kind: values.kind,
      name: values.name.trim(),
      amount_minor: amount,
      currency: values.currency,
      yearly: values.yearly,
      probability: values.kind === 'risk' && values.probability.trim() ? Number(values.probability) / 100 : null,
      confidence: values.confidence,
      contact_id: confirmed && values.person !== nobody ? values.person : null,
      confirmed_at: confirmed && values.person !== nobody ? instantOfDay(values.day) : null,
      document: values.document.trim() || null,
      basis: values.basis.trim() || null,
      need_id: values.need === none ? null : values.need,
      realised_minor: realised,
      realised_at: realised === null ? null : (item?.realised_at ?? instantOfDay(today())),
    };
    const done = await form.submit(async (key) => {
      const answer = item
        ? await edit.save(body)
        : await create.mutateAsync({ key, body: { ...body, opportunity_id: opportunity.id, competitor_id: competitorId } });
      undoToast(t('value.saved'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t(item ? 'value.edit' : 'value.add')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} side wide>
      <ChoiceChips
        label={t('forms.kind')}
        value={values.kind}
        options={valueKinds.map((value) => ({ value, label: t(`value_kind.${value}`) }))}
        onChange={(kind) => {
          set('kind', kind);
          set('yearly', yearlyKinds.includes(kind));
        }}
        error={form.errorOf('kind')}
        hint={t(`value.hint_${values.kind}`)}
      />
      <TextField label={t('forms.name')} value={values.name} onChange={(name) => set('name', name)} error={form.errorOf('name')} placeholder={t(values.kind === 'benefit' ? 'value.example_benefit' : 'value.example_cost')} autoFocus maxLength={200} />
      <AmountField label={t(values.kind === 'risk' ? 'value.impact' : 'field_name.amount_minor')} text={values.amount} currency={values.currency} onText={(amount) => set('amount', amount)} onCurrency={(next) => set('currency', next)} error={form.errorOf('amount_minor') ?? form.errorOf('currency')} />
      <Checkbox checked={values.yearly} onChange={(yearly) => set('yearly', yearly)}>
        {t('value.every_year')}
      </Checkbox>
      {values.kind === 'risk' && <TextField label={t('value.probability')} value={values.probability} onChange={(probability) => set('probability', probability)} inputMode="decimal" error={form.errorOf('probability')} />}
      <ChoiceChips
        rows
        label={t('value.how_sure')}
        value={values.confidence}
        options={confidences.map((value) => ({ value, label: t(`benefit_confidence.${value}`), hint: t('value.counts', { percent: format.percent(counts[value], 0) }) }))}
        onChange={(confidence) => set('confidence', confidence)}
        error={form.errorOf('confidence')}
      />
      {confirmed && (
        <>
          <PersonField label={t('offer.confirmed_by')} accountId={opportunity.account_id} value={values.person} onChange={(person) => set('person', person)} error={form.errorOf('contact_id')} />
          <DayField label={t('offer.confirmed_on')} value={values.day} onChange={(day) => set('day', day ?? today())} shortcuts={past} max={today()} error={form.errorOf('confirmed_at')} />
          <TextField label={t('evidence_form.document')} value={values.document} onChange={(document) => set('document', document)} error={form.errorOf('document')} maxLength={500} />
        </>
      )}
      <TextField label={t('offer.basis')} value={values.basis} onChange={(basis) => set('basis', basis)} error={form.errorOf('basis')} placeholder={t('offer.example_basis')} maxLength={500} />
      <Select label={t('object.need')} value={values.need} options={[{ value: none, label: t('common.none') }, ...(needs.data?.items ?? []).map((one) => ({ value: one.id, label: one.text }))]} onChange={(need) => set('need', need)} error={form.errorOf('need_id')} />
      {values.kind === 'benefit' && item && <TextField label={t('value.realised')} value={values.realised} onChange={(realised) => set('realised', realised)} error={form.errorOf('realised_minor')} hint={t('value.realised_hint')} />}
      {edit.dialog}
    </FormDialog>
  );
}

/** The weights of METHOD C9, to say beside each choice what it does. */
const counts: Record<ValueItem['confidence'], number> = { documented: 1, said: 0.75, estimated: 0.5, ours: 0.25 };
