// The customer's problems as they are now and as they should be (levels of 0..10), and how much of the gap our solution
// is promised to close (rule C21).
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreate, useDelete } from '~/api/queries';
import type { Ledger, Problem } from '~/api/selling';
import type { Opportunity } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { TextField } from '~/components/field';
import { RuleWhy } from '~/components/rule_why';
import { undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { FormDialog } from '../forms/form_dialog';
import { nobody, PersonField } from '../forms/person_field';
import { useForm } from '../forms/use_form';
import { ConflictDialog } from '../record/conflict_dialog';
import { InlineText } from '../record/inline_field';
import { useFieldSave } from '../record/use_field_save';
import { useRun } from '../record/use_run';

interface ProblemsCardProps {
  opportunity: Opportunity;
  problems: readonly Problem[];
  gap: Ledger['gap'];
  readOnly: boolean;
}

const levels = ['level_now', 'level_ideal', 'level_promised', 'level_measured'] as const;

export function ProblemsCard({ opportunity, problems, gap, readOnly }: ProblemsCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [adding, setAdding] = useState(false);
  return (
    <Card
      title={t('needs.problems')}
      note={gap?.percent != null ? t('needs.gap', { percent: format.percent(gap.percent / 100, 0) }) : undefined}
      actions={
        <>
          {gap && problems.length > 0 && <RuleWhy rule="C21" title={t('needs.problems')} input={() => gap.input} />}
          {!readOnly && (
            <Button small icon="plus" onPress={() => setAdding(true)}>
              {t('needs.add_problem')}
            </Button>
          )}
        </>
      }
    >
      {problems.length === 0 && <p className="second">{t('needs.no_problem')}</p>}
      {gap?.cover != null && <p className="caption second">{t('needs.cover', { percent: format.percent(gap.cover, 0) })}</p>}
      {problems.map((problem) => (
        <ProblemRow key={problem.id} problem={problem} readOnly={readOnly} />
      ))}
      <ProblemForm isOpen={adding} onClose={() => setAdding(false)} opportunity={opportunity} />
    </Card>
  );
}

function ProblemRow({ problem, readOnly }: { problem: Problem; readOnly: boolean }) {
  const { t } = useTranslation();
  const run = useRun();
  const remove = useDelete('problems');
  const { save, conflict, settle, dismiss } = useFieldSave('problems', problem);
  return (
    <section className="rival">
      <div className="row">
        <h3 className="grow ellipsis" title={problem.name}>
          {problem.name}
        </h3>
        {!readOnly && <Button small variant="ghost" icon="trash" aria-label={t('needs.delete_problem', { name: problem.name })} onPress={() => run(remove.mutateAsync({ id: problem.id, version: problem.version }), t('needs.problem_deleted'))} />}
      </div>
      <div className="level-grid">
        {levels.map((level) => (
          <InlineText
            key={level}
            label={t(`needs.${level}`)}
            value={problem[level] === null ? null : String(problem[level])}
            inputMode="decimal"
            onSave={(text) => save({ [level]: text === null ? null : Number(text) })}
            readOnly={readOnly}
          />
        ))}
      </div>
      <ConflictDialog conflict={conflict} labelOf={(field) => t(`needs.${field}`, { defaultValue: field })} show={(field, fields) => String(fields[field] ?? '')} onSettle={(mine) => void settle(mine)} onDismiss={dismiss} />
    </section>
  );
}

function ProblemForm(props: { isOpen: boolean; onClose: () => void; opportunity: Opportunity }) {
  return props.isOpen ? <ProblemFormOpen {...props} /> : null;
}

function ProblemFormOpen({ onClose, opportunity }: { onClose: () => void; opportunity: Opportunity }) {
  const { t } = useTranslation();
  const create = useCreate('problems');
  const form = useForm({ name: '', description: '', person: nobody });
  const { values, set } = form;
  const save = async () => {
    if (!values.name.trim()) return form.refuse('name', t('field.required'));
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: { opportunity_id: opportunity.id, name: values.name.trim(), description: values.description.trim() || null, contact_id: values.person === nobody ? null : values.person },
      });
      undoToast(t('needs.problem_added'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('needs.add_problem')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('forms.name')} value={values.name} onChange={(name) => set('name', name)} error={form.errorOf('name')} placeholder={t('needs.problem_example')} autoFocus maxLength={200} />
      <TextField label={t('field_name.description')} value={values.description} onChange={(description) => set('description', description)} error={form.errorOf('description')} multiline rows={2} />
      <PersonField label={t('needs.whose')} accountId={opportunity.account_id} value={values.person} onChange={(person) => set('person', person)} error={form.errorOf('contact_id')} />
    </FormDialog>
  );
}
