// Whom, or what, the customer could choose instead: a rival, doing it in-house, or doing nothing.
import { useTranslation } from 'react-i18next';
import { useCreate } from '~/api/queries';
import { ChoiceChips } from '~/components/choice_chips';
import { TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { FormDialog } from './form_dialog';
import { useForm } from './use_form';

const kinds = ['rival', 'do_nothing', 'in_house'] as const;

export function CompetitorForm(props: { isOpen: boolean; onClose: () => void; opportunityId: string }) {
  return props.isOpen ? <CompetitorFormOpen {...props} /> : null;
}

function CompetitorFormOpen({ onClose, opportunityId }: { onClose: () => void; opportunityId: string }) {
  const { t } = useTranslation();
  const create = useCreate('competitors');
  const form = useForm({ kind: 'rival' as (typeof kinds)[number], name: '', strengths: '', weaknesses: '', claims: '' });
  const { values, set } = form;
  const save = async () => {
    const name = values.name.trim() || (values.kind === 'rival' ? '' : t(`competitor_kind.${values.kind}`));
    if (!name) return form.refuse('name', t('field.required'));
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: { opportunity_id: opportunityId, kind: values.kind, name, strengths: values.strengths.trim() || null, weaknesses: values.weaknesses.trim() || null, claims: values.claims.trim() || null },
      });
      undoToast(t('forms.competitor_added', { name }), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('forms.competitor')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <ChoiceChips label={t('forms.kind')} value={values.kind} options={kinds.map((value) => ({ value, label: t(`competitor_kind.${value}`) }))} onChange={(value) => set('kind', value)} />
      <TextField label={t('forms.name')} value={values.name} onChange={(value) => set('name', value)} error={form.errorOf('name')} autoFocus maxLength={200} />
      <TextField label={t('forms.strengths')} hint={t('forms.customers_view')} value={values.strengths} onChange={(value) => set('strengths', value)} error={form.errorOf('strengths')} multiline rows={2} />
      <TextField label={t('forms.weaknesses')} value={values.weaknesses} onChange={(value) => set('weaknesses', value)} error={form.errorOf('weaknesses')} multiline rows={2} />
      <TextField label={t('forms.claims')} hint={t('forms.claims_hint')} value={values.claims} onChange={(value) => set('claims', value)} error={form.errorOf('claims')} multiline rows={2} />
    </FormDialog>
  );
}
