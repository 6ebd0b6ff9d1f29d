// How a buying process ended. "No decision" is an answer of its own: most lost deals are lost to it.
import { useTranslation } from 'react-i18next';
import type { Opportunity } from '~/api/types';
import { ChoiceChips } from '~/components/choice_chips';
import { TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { DayField, usePastDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { instantOfDay, today } from '../forms/moments';
import { useForm } from '../forms/use_form';
import { useEdit } from '../record/use_edit';

const outcomes = ['won', 'lost', 'no_decision'] as const;

export function CloseForm(props: { isOpen: boolean; onClose: () => void; opportunity: Opportunity }) {
  return props.isOpen ? <CloseFormOpen {...props} /> : null;
}

function CloseFormOpen({ onClose, opportunity }: { onClose: () => void; opportunity: Opportunity }) {
  const { t } = useTranslation();
  const edit = useEdit('opportunities', opportunity, { show: (field, value) => (field === 'result' ? t(`result.${String(value)}`) : field === 'closed_at' ? String(value).slice(0, 10) : undefined) });
  const form = useForm({ result: null as (typeof outcomes)[number] | null, day: today(), reason: '' }, { draft: `close.${opportunity.id}` });
  const { values, set } = form;
  const save = async () => {
    if (!values.result) return form.refuse('result', t('common.choose_one'));
    const result = values.result;
    const done = await form.submit(async () => {
      const answer = await edit.save({ result, closed_at: instantOfDay(values.day), result_reason: values.reason.trim() || null });
      undoToast(t('opportunity.closed', { result: t(`result.${result}`) }), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('opportunity.close')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <ChoiceChips
        rows
        label={t('opportunities.result')}
        value={values.result}
        options={outcomes.map((value) => ({ value, label: t(`result.${value}`), hint: t(`opportunity.explain_${value}`) }))}
        onChange={(value) => set('result', value)}
        error={form.errorOf('result')}
      />
      <DayField label={t('stage_form.when')} value={values.day} onChange={(value) => set('day', value ?? today())} shortcuts={usePastDays()} max={today()} error={form.errorOf('closed_at')} />
      <TextField label={t('opportunity.reason')} value={values.reason} onChange={(value) => set('reason', value)} error={form.errorOf('result_reason')} placeholder={t('opportunity.reason_example')} multiline rows={2} maxLength={2000} />
      {edit.dialog}
    </FormDialog>
  );
}
