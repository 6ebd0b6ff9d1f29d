// One statement, from the feature to its value. A benefit for a need the customer has not voiced is kept, and counts as
// an advantage until they do; the form says so beforehand.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreate, useList } from '~/api/queries';
import type { LedgerNeed, Statement } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { Select, TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { DayField, usePastDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { instantOfDay, today } from '../forms/moments';
import { nobody, PersonField } from '../forms/person_field';
import { useForm } from '../forms/use_form';
import { useEdit } from '../record/use_edit';

interface StatementFormProps {
  opportunity: Opportunity;
  statement: Statement | null;
  needId: string | null;
  needs: readonly LedgerNeed[];
  onClose: () => void;
}

const none = 'none';

export function StatementForm({ opportunity, statement, needId, needs, onClose }: StatementFormProps) {
  const { t } = useTranslation();
  const create = useCreate('statements');
  const [opened] = useState(() => Date.now()); // how long the words took is a measure of the drill (METHOD M61)
  const features = useList('features', { limit: 200 });
  const past = usePastDays();
  const edit = useEdit('statements', statement, {
    show: (field, value) => (field === 'need_id' ? needs.find((one) => one.id === value)?.text : field === 'feature_id' ? features.data?.items.find((one) => one.id === value)?.feature : undefined),
  });
  const form = useForm(
    {
      need: needId ?? none,
      feature_id: statement?.feature_id ?? none,
      feature: statement?.feature ?? '',
      advantage: statement?.advantage ?? '',
      benefit: statement?.benefit ?? '',
      proof: statement?.proof ?? '',
      condition: statement?.condition ?? '',
      result: statement?.result ?? '',
      amount: statement?.amount == null ? '' : String(statement.amount),
      unit: statement?.unit ?? '',
      period: statement?.period ?? '',
      basis: statement?.basis ?? '',
      person: statement?.contact_id ?? nobody,
      day: statement?.confirmed_at?.slice(0, 10) ?? today(),
    },
    { draft: statement ? undefined : `statement.${opportunity.id}.${needId ?? ''}` },
  );
  const { values, set } = form;
  const need = needs.find((one) => one.id === values.need);
  const asked = need && (need.state === 'explicit' || need.state === 'confirmed' || need.state === 'met');
  const text = (value: string) => value.trim() || null;
  const save = async () => {
    const amount = values.amount.trim() ? Number(values.amount.replaceAll(/[,，]/g, '')) : null;
    if (amount !== null && !Number.isFinite(amount)) return form.refuse('amount', t('field.not_a_number'));
    const confirmed = values.person !== nobody;
    const body: Partial<Statement> = {
      need_id: values.need === none ? null : values.need,
      feature_id: values.feature_id === none ? null : values.feature_id,
      feature: text(values.feature),
      advantage: text(values.advantage),
      benefit: text(values.benefit),
      proof: text(values.proof),
      condition: text(values.condition),
      result: text(values.result),
      amount,
      unit: text(values.unit),
      period: text(values.period),
      basis: text(values.basis),
      contact_id: confirmed ? values.person : null,
      confirmed_at: confirmed ? (statement?.confirmed_at && statement.confirmed_at.slice(0, 10) === values.day ? statement.confirmed_at : instantOfDay(values.day)) : null,
    };
    const done = await form.submit(async (key) => {
      const answer = statement ? await edit.save(body) : await create.mutateAsync({ key, body: { ...body, opportunity_id: opportunity.id, composed_seconds: Math.min(86400, Math.round((Date.now() - opened) / 1000)) } });
      undoToast(t('offer.saved', { class: t(`statement_class.${answer.body.class ?? 'feature'}`) }), answer.undoId);
    });
    if (done) onClose();
  };
  const list = features.data?.items ?? [];
  return (
    <FormDialog title={t(statement ? 'offer.edit' : 'offer.add')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} side wide>
      <Select
        label={t('object.need')}
        value={values.need}
        options={[{ value: none, label: t('common.none') }, ...needs.map((one) => ({ value: one.id, label: `${t(`need_state.${one.state}`)} · ${one.text}` }))]}
        onChange={(value) => set('need', value)}
        error={form.errorOf('need_id')}
        hint={asked ? undefined : t(need ? 'offer.not_asked_yet' : 'offer.tie_to_need')}
      />
      {list.length > 0 && (
        <Select
          label={t('offer.from_catalogue')}
          value={values.feature_id}
          options={[{ value: none, label: t('common.none') }, ...list.map((one) => ({ value: one.id, label: one.feature }))]}
          onChange={(id) => {
            set('feature_id', id);
            const chosen = list.find((one) => one.id === id);
            if (!chosen) return;
            set('feature', chosen.feature);
            if (!values.advantage) set('advantage', chosen.advantage ?? '');
            if (!values.proof) set('proof', chosen.proof ?? '');
          }}
        />
      )}
      <TextField label={`F · ${t('statement_class.feature')}`} value={values.feature} onChange={(value) => set('feature', value)} error={form.errorOf('feature')} placeholder={t('offer.example_feature')} maxLength={500} />
      <TextField label={`A · ${t('statement_class.advantage')}`} value={values.advantage} onChange={(value) => set('advantage', value)} error={form.errorOf('advantage')} placeholder={t('offer.example_advantage')} multiline rows={2} maxLength={500} />
      <TextField label={`B · ${t('statement_class.benefit')}`} value={values.benefit} onChange={(value) => set('benefit', value)} error={form.errorOf('benefit')} placeholder={t('offer.example_benefit')} multiline rows={2} maxLength={500} />
      <TextField label={t('offer.proof')} value={values.proof} onChange={(value) => set('proof', value)} error={form.errorOf('proof')} placeholder={t('offer.example_proof')} maxLength={1000} />
      <div className="form-row">
        <TextField label={t('offer.condition')} value={values.condition} onChange={(value) => set('condition', value)} error={form.errorOf('condition')} placeholder={t('offer.example_condition')} maxLength={300} />
        <TextField label={t('offer.result')} value={values.result} onChange={(value) => set('result', value)} error={form.errorOf('result')} placeholder={t('offer.example_result')} maxLength={300} />
      </div>
      <h3>V · {t('statement_class.value')}</h3>
      <div className="form-row">
        <TextField label={t('offer.amount')} value={values.amount} onChange={(value) => set('amount', value)} error={form.errorOf('amount')} inputMode="decimal" />
        <TextField label={t('offer.unit')} value={values.unit} onChange={(value) => set('unit', value)} error={form.errorOf('unit')} placeholder={t('offer.example_unit')} maxLength={50} />
        <TextField label={t('offer.period')} value={values.period} onChange={(value) => set('period', value)} error={form.errorOf('period')} placeholder={t('offer.example_period')} maxLength={50} />
      </div>
      <TextField label={t('offer.basis')} value={values.basis} onChange={(value) => set('basis', value)} error={form.errorOf('basis')} placeholder={t('offer.example_basis')} maxLength={500} />
      <PersonField label={t('offer.confirmed_by')} accountId={opportunity.account_id} value={values.person} onChange={(person) => set('person', person)} error={form.errorOf('contact_id')} />
      {values.person !== nobody && <DayField label={t('offer.confirmed_on')} value={values.day} onChange={(day) => set('day', day ?? today())} shortcuts={past} max={today()} error={form.errorOf('confirmed_at')} />}
      {edit.dialog}
    </FormDialog>
  );
}
