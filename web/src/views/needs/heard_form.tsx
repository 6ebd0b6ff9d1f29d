// A need as it was heard: the customer's words, who said them, and whether it was a difficulty or a wish. One request
// writes the need and its first quote. Words without a speaker stay a hypothesis, and the answer says so.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useList } from '~/api/queries';
import type { Need } from '~/api/selling';
import { ChoiceChips } from '~/components/choice_chips';
import { Checkbox, Select, TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { DayField, usePastDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { instantOfDay, today } from '../forms/moments';
import { nobody, PersonField } from '../forms/person_field';
import { useForm } from '../forms/use_form';
import { RatingRow, type Rating } from './rating_row';
import { useWording, WordingHint } from './wording';
import './needs.css';

interface HeardFormProps {
  isOpen: boolean;
  onClose: () => void;
  accountId: string | null;
  opportunityId: string | null;
}

export function HeardForm(props: HeardFormProps) {
  return props.isOpen ? <HeardFormOpen {...props} /> : null;
}

const noProblem = 'none';

function HeardFormOpen({ onClose, accountId, opportunityId }: HeardFormProps) {
  const { t } = useTranslation();
  const act = useAct<Need & { draft?: boolean }>();
  const problems = useList('problems', opportunityId ? { opportunity_id: opportunityId, limit: 100 } : { account_id: accountId, limit: 100 });
  const form = useForm(
    { words: '', text: '', to: 'implied' as 'implied' | 'explicit', person: nobody, day: today(), problem: noProblem, must_have: false, severity: null as Rating, urgency: null as Rating, reach: null as Rating },
    { draft: `need.${opportunityId ?? accountId ?? ''}` },
  );
  const { values, set } = form;
  const wording = useWording(values.words);
  const chosen = useRef(false);
  useEffect(() => {
    // The helper proposes until the person has chosen; then it only says what it thinks.
    if (wording?.suggestion && !chosen.current) set('to', wording.suggestion);
  }, [wording?.suggestion]);
  const save = async () => {
    if (!values.words.trim()) return form.refuse('quote/text', t('field.required'));
    const done = await form.submit(async (key) => {
      const answer = await act.mutateAsync({
        path: '/needs/heard',
        key,
        body: {
          ...(opportunityId ? { opportunity_id: opportunityId } : { account_id: accountId }),
          problem_id: values.problem === noProblem ? null : values.problem,
          ...(values.text.trim() ? { text: values.text.trim() } : {}),
          must_have: values.must_have,
          severity: values.severity,
          urgency: values.urgency,
          reach: values.reach,
          to: values.to,
          quote: { text: values.words.trim(), contact_id: values.person === nobody ? null : values.person, said_at: instantOfDay(values.day) },
        },
      });
      undoToast(answer.body.draft ? t('needs.kept_as_draft') : t('needs.added', { state: t(`need_state.${answer.body.state}`) }), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('needs.heard')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} side wide>
      <TextField label={t('needs.customer_words')} value={values.words} onChange={(words) => set('words', words)} error={form.errorOf('quote/text')} placeholder={t('needs.example_difficulty')} multiline rows={3} autoFocus maxLength={2000} />
      <WordingHint wording={wording} />
      <ChoiceChips
        rows
        label={t('needs.what_is_it')}
        value={values.to}
        options={(['implied', 'explicit'] as const).map((value) => ({ value, label: t(`need_state.${value}`), hint: t(`needs.means_${value}`) }))}
        onChange={(to) => {
          chosen.current = true;
          set('to', to);
        }}
        error={form.errorOf('to')}
      />
      <PersonField label={t('needs.who_said')} accountId={accountId} value={values.person} onChange={(person) => set('person', person)} error={form.errorOf('quote/contact_id')} hint={values.person === nobody ? t('needs.no_speaker') : undefined} />
      <DayField label={t('evidence_form.when')} value={values.day} onChange={(day) => set('day', day ?? today())} shortcuts={usePastDays()} max={today()} error={form.errorOf('quote/said_at')} />
      <TextField label={t('needs.short')} value={values.text} onChange={(text) => set('text', text)} error={form.errorOf('text')} hint={t('needs.short_hint')} maxLength={300} />
      {(problems.data?.items.length ?? 0) > 0 && (
        <Select
          label={t('object.problem')}
          value={values.problem}
          options={[{ value: noProblem, label: t('common.none') }, ...(problems.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))]}
          onChange={(problem) => set('problem', problem)}
        />
      )}
      <div className="column" style={{ gap: 6 }}>
        {(['severity', 'urgency', 'reach'] as const).map((name) => (
          <RatingRow key={name} label={t(`needs.${name}`)} low={t(`needs.${name}_low`)} high={t(`needs.${name}_high`)} value={values[name]} onChange={(value) => set(name, value)} />
        ))}
      </div>
      <Checkbox checked={values.must_have} onChange={(must) => set('must_have', must)}>
        {t('needs.must_have')}
      </Checkbox>
    </FormDialog>
  );
}
