// A need on its way: what the customer said that moves it. The rule (C3) decides; when it refuses, its reason stands in
// the form and what was typed stays.
import { useTranslation } from 'react-i18next';
import { useAct, useList } from '~/api/queries';
import type { Need, NeedMove } from '~/api/selling';
import { Checkbox, Select, TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { DayField, usePastDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { instantOfDay, today } from '../forms/moments';
import { nobody, PersonField } from '../forms/person_field';
import { useForm } from '../forms/use_form';
import { useOpenedVersion } from '../record/use_edit';
import { LayerToggles } from './layer_toggles';
import { flagsFor, quoteKindOf, type Flags } from './need_logic';
import { useWording, WordingHint } from './wording';
import './needs.css';

interface MoveFormProps {
  need: Need;
  move: NeedMove;
  onClose: () => void;
}

interface Values {
  words: string;
  person: string;
  day: string;
  question: string;
  flags: Flags;
  volunteered: boolean;
  delivered: boolean;
  reason: string;
}

const noQuestion = 'none';

export function MoveForm({ need, move, onClose }: MoveFormProps) {
  const { t } = useTranslation();
  const opened = useOpenedVersion(need);
  const act = useAct<Need>();
  const kind = quoteKindOf(move);
  const questions = useList('questions', { need_id: need.id, limit: 100 });
  const form = useForm<Values>({
    words: '',
    person: nobody,
    day: today(),
    question: noQuestion,
    flags: flagsFor(move.to, need),
    volunteered: false, // only the person who was there can say so
    delivered: false,
    reason: '',
  });
  const { values, set } = form;
  const wording = useWording(kind === 'want' || kind === 'difficulty' ? values.words : '');
  const asked = (questions.data?.items ?? []).filter((question) => question.asked || question.answered);
  const save = async () => {
    const words = values.words.trim();
    const done = await form.submit(async (key) => {
      const answer = await opened.run((version) => act.mutateAsync({
        path: `/needs/${need.id}/move`,
        version,
        key,
        body: {
          to: move.to,
          ...(move.to === 'dropped' ? {} : values.flags),
          quote:
            kind && words
              ? { text: words, kind, contact_id: values.person === nobody ? null : values.person, question_id: values.question === noQuestion ? null : values.question, said_at: instantOfDay(values.day) }
              : null,
          question_id: values.question === noQuestion ? null : values.question,
          volunteered: values.volunteered,
          delivery_confirmed: values.delivered,
          reason: values.reason.trim() || null,
        },
      }));
      undoToast(t('needs.moved', { state: t(`need_state.${move.to}`) }), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('needs.move_title', { state: t(`need_state.${move.to}`) })} isOpen onClose={onClose} form={form} onSubmit={() => void save()} submitLabel={t('needs.move')} side wide>
      <p className="second">{need.text}</p>
      {move.needs && <p className="form-note">{t(`needs.wants_${move.needs}`, { count: need.accepted_implications })}</p>}
      {kind && (
        <>
          <TextField
            label={t(`needs.words_${kind}`)}
            value={values.words}
            onChange={(words) => set('words', words)}
            error={form.errorOf('quote/text') ?? form.errorOf('quote')}
            placeholder={t(`needs.example_${kind}`)}
            multiline
            rows={3}
            autoFocus
            maxLength={2000}
          />
          <WordingHint wording={wording} />
          <PersonField label={t('needs.who_said')} accountId={need.account_id} value={values.person} onChange={(person) => set('person', person)} error={form.errorOf('quote/contact_id')} hint={values.person === nobody ? t('needs.no_speaker') : undefined} />
          {asked.length > 0 && (
            <Select
              label={t('needs.after_question')}
              value={values.question}
              options={[{ value: noQuestion, label: t('needs.no_question') }, ...asked.map((question) => ({ value: question.id, label: question.text }))]}
              onChange={(question) => set('question', question)}
            />
          )}
          <DayField label={t('evidence_form.when')} value={values.day} onChange={(day) => set('day', day ?? today())} shortcuts={usePastDays()} max={today()} error={form.errorOf('quote/said_at')} />
        </>
      )}
      {move.to === 'explicit' && (
        <Checkbox checked={values.volunteered} onChange={(volunteered) => set('volunteered', volunteered)}>
          {t('needs.volunteered')}
        </Checkbox>
      )}
      {move.to === 'met' && (
        <Checkbox checked={values.delivered} onChange={(delivered) => set('delivered', delivered)}>
          {t('needs.delivered')}
        </Checkbox>
      )}
      {move.to === 'dropped' && <TextField label={t('needs.drop_reason')} value={values.reason} onChange={(reason) => set('reason', reason)} error={form.errorOf('reason')} multiline rows={2} autoFocus maxLength={500} />}
      {move.to !== 'dropped' && <LayerToggles value={values.flags} onChange={(flags) => set('flags', flags)} error={form.errorOf('clear')} />}
    </FormDialog>
  );
}
