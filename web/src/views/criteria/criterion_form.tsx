// A criterion of the customer: what it is, how it is measured, how much it weighs, who asked for it and which problem of
// theirs it comes from. One without a problem behind it is marked.
import { useTranslation } from 'react-i18next';
import { useCreate, useList } from '~/api/queries';
import type { Criterion } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { Checkbox, Select, TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { FormDialog } from '../forms/form_dialog';
import { nobody, PersonField } from '../forms/person_field';
import { useForm } from '../forms/use_form';
import { useEdit } from '../record/use_edit';
import { RatingRow } from '../needs/rating_row';
import '../needs/needs.css';

const none = 'none';

export function CriterionForm({ opportunity, criterion, onClose }: { opportunity: Opportunity; criterion: Criterion | null; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useCreate('criteria');
  const needs = useList('needs', { opportunity_id: opportunity.id, limit: 200 });
  const problems = useList('problems', { opportunity_id: opportunity.id, limit: 200 });
  const edit = useEdit('criteria', criterion, {
    show: (field, value) => (field === 'need_id' ? needs.data?.items.find((one) => one.id === value)?.text : field === 'problem_id' ? problems.data?.items.find((one) => one.id === value)?.name : undefined),
  });
  const form = useForm({
    name: criterion?.name ?? '',
    weight: criterion?.weight == null ? '' : String(criterion.weight),
    target: criterion?.target ?? '',
    measure: criterion?.measure ?? '',
    must_have: criterion?.must_have ?? false,
    shaped_by_us: criterion?.shaped_by_us ?? false,
    problem: criterion?.problem_id ?? none,
    need: criterion?.need_id ?? none,
    person: criterion?.contact_id ?? nobody,
    our_score: criterion?.our_score ?? null,
    proof: criterion?.proof ?? '',
  }, { draft: criterion ? undefined : `criterion.${opportunity.id}` });
  const { values, set } = form;
  const save = async () => {
    if (!values.name.trim()) return form.refuse('name', t('field.required'));
    const weight = values.weight.trim() ? Number(values.weight.replace(/[%％]$/, '')) : null;
    if (weight !== null && (!Number.isFinite(weight) || weight < 0)) return form.refuse('weight', t('criteria.bad_weight'));
    const body: Partial<Criterion> = {
      name: values.name.trim(),
      weight,
      target: values.target.trim() || null,
      measure: values.measure.trim() || null,
      must_have: values.must_have,
      shaped_by_us: values.shaped_by_us,
      problem_id: values.problem === none ? null : values.problem,
      need_id: values.need === none ? null : values.need,
      contact_id: values.person === nobody ? null : values.person,
      our_score: values.our_score,
      proof: values.proof.trim() || null,
    };
    const done = await form.submit(async (key) => {
      const answer = criterion ? await edit.save(body) : await create.mutateAsync({ key, body: { ...body, opportunity_id: opportunity.id } });
      undoToast(t('criteria.saved'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t(criterion ? 'criteria.edit' : 'criteria.add')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} side wide>
      <TextField label={t('criteria.customers_criterion')} value={values.name} onChange={(name) => set('name', name)} error={form.errorOf('name')} placeholder={t('criteria.example')} autoFocus maxLength={200} />
      <div className="form-row">
        <TextField label={t('criteria.weight')} value={values.weight} onChange={(weight) => set('weight', weight)} error={form.errorOf('weight')} inputMode="decimal" />
        <TextField label={t('criteria.target')} value={values.target} onChange={(target) => set('target', target)} error={form.errorOf('target')} maxLength={200} />
        <TextField label={t('criteria.measure')} value={values.measure} onChange={(measure) => set('measure', measure)} error={form.errorOf('measure')} maxLength={200} />
      </div>
      <RatingRow label={t('criteria.our_score')} low={t('criteria.poor')} high={t('criteria.best')} value={values.our_score} onChange={(score) => set('our_score', score)} />
      <Checkbox checked={values.must_have} onChange={(must) => set('must_have', must)}>
        {t('criteria.must_have_long')}
      </Checkbox>
      <Checkbox checked={values.shaped_by_us} onChange={(shaped) => set('shaped_by_us', shaped)}>
        {t('criteria.shaped_long')}
      </Checkbox>
      <Select label={t('criteria.from_need')} value={values.need} options={[{ value: none, label: t('common.none') }, ...(needs.data?.items ?? []).map((one) => ({ value: one.id, label: one.text }))]} onChange={(need) => set('need', need)} error={form.errorOf('need_id')} />
      {(problems.data?.items.length ?? 0) > 0 && (
        <Select label={t('criteria.from_problem')} value={values.problem} options={[{ value: none, label: t('common.none') }, ...(problems.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))]} onChange={(problem) => set('problem', problem)} error={form.errorOf('problem_id')} />
      )}
      <PersonField label={t('criteria.who_asked')} accountId={opportunity.account_id} value={values.person} onChange={(person) => set('person', person)} error={form.errorOf('contact_id')} />
      <TextField label={t('criteria.proof')} value={values.proof} onChange={(proof) => set('proof', proof)} error={form.errorOf('proof')} placeholder={t('criteria.example_proof')} maxLength={500} />
      {edit.dialog}
    </FormDialog>
  );
}
