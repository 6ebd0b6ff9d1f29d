// A question for a chain and a call: picked from the bank by kind, its places filled, or written freely. It goes into the
// plan of the next call when there is one, and waits in the chain when there is none.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreate, useList, useView } from '~/api/queries';
import { ofAnyTrade, questionTypes, type Bank, type BankItem, type NextQuestion, type Style } from '~/api/selling';
import type { QuestionType } from '~/api/types';
import { ChoiceChips } from '~/components/choice_chips';
import { Select, TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { FormDialog } from '../forms/form_dialog';
import { useForm } from '../forms/use_form';
import { QuestionMark } from './marks';
import { fillSlots, guessSlots, slotsOf, textIn } from './template';
import './selling.css';

interface AskFormProps {
  opportunityId: string | null;
  accountId: string | null;
  /** Whose chain it belongs to. */
  need?: { id: string; text: string } | null;
  /** Begin with this question. */
  given?: Pick<NextQuestion, 'type' | 'template_id' | 'text'> | null;
  type?: QuestionType;
  callId?: string | null;
  /** How those deal with others whom the question is for: what suits them comes first. */
  suits?: readonly Style[];
  onClose: () => void;
}

const noCall = 'none';
const noNeed = 'none';

export function AskForm({ opportunityId, accountId, need = null, given = null, type = 'problem', callId = null, suits = [], onClose }: AskFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const create = useCreate('questions');
  const calls = useList('calls', { opportunity_id: opportunityId, limit: 100 }, { enabled: Boolean(opportunityId) && !callId });
  const needs = useList('needs', opportunityId ? { opportunity_id: opportunityId, limit: 100 } : { account_id: accountId, limit: 100 }, { enabled: !need });
  const planned = (calls.data?.items ?? []).filter((call) => call.status === 'planned').sort((a, b) => Date.parse(a.held_at) - Date.parse(b.held_at));
  const first = given ? textIn(format.language, given.text) : '';
  const form = useForm({ type: given?.type ?? type, template: given?.template_id ?? null, text: first, listen: '', call: callId as string | null, need: need?.id ?? noNeed });
  const { values, set } = form;
  const [slots, setSlots] = useState<Record<string, string>>(guessSlots(slotsOf(first), need?.text ?? null));
  const bank = useView<Bank>('/question_bank', { type: values.type });
  const fits = (item: BankItem) => item.styles.some((style) => suits.includes(style));
  const items = (bank.data?.items ?? []).filter(ofAnyTrade).sort((a, b) => Number(fits(b)) - Number(fits(a)));
  const call = values.call ?? planned[0]?.id ?? noCall;
  const text = fillSlots(values.text, slots).trim();
  const open = slotsOf(values.text);
  const save = async () => {
    if (!text) return form.refuse('text', t('field.required'));
    if (slotsOf(text).length > 0) return form.refuse('text', t('questions.fill_places', { places: slotsOf(text).map((slot) => t(`question_slot.${slot}`, { defaultValue: slot })).join(t('forms.list_comma')) }));
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: {
          ...(opportunityId ? { opportunity_id: opportunityId } : { account_id: accountId }),
          need_id: values.need === noNeed ? null : values.need,
          call_id: call === noCall ? null : call,
          type: values.type,
          text,
          template_id: values.template,
          listen_for: values.listen.trim() || null,
        },
      });
      const goes = planned.find((one) => one.id === call);
      undoToast(goes ? t('questions.added_to', { date: format.date(goes.held_at) }) : t('questions.added'), answer.undoId);
    });
    if (done) onClose();
  };
  const pick = (item: BankItem) => {
    const chosen = textIn(format.language, item.text);
    set('template', item.template_id);
    set('text', chosen);
    setSlots(guessSlots(slotsOf(chosen), need?.text ?? null));
  };
  return (
    <FormDialog title={t('questions.add')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} side wide>
      {need && <p className="second">{need.text}</p>}
      <ChoiceChips
        label={t('questions.kind')}
        value={values.type}
        options={questionTypes.map((value) => ({ value, label: t(`question_type.${value}`), before: <QuestionMark type={value} /> }))}
        onChange={(value) => set('type', value)}
        hint={t(`question_hint.${values.type}`)}
      />
      {items.length > 0 && (
        <ChoiceChips
          rows
          label={t('questions.from_bank')}
          value={values.template}
          options={items.slice(0, 8).map((item) => ({
            value: item.template_id,
            label: textIn(format.language, item.text),
            hint: item.rate === null ? undefined : t('questions.led_rate', { percent: format.percent(item.rate, 0), n: item.answered }),
          }))}
          onChange={(id) => {
            const item = items.find((one) => one.template_id === id);
            if (item) pick(item);
          }}
        />
      )}
      {open.length > 0 && (
        <div className="form-row">
          {open.map((slot) => (
            <TextField key={slot} label={t(`question_slot.${slot}`, { defaultValue: slot })} value={slots[slot] ?? ''} onChange={(value) => setSlots({ ...slots, [slot]: value })} />
          ))}
        </div>
      )}
      <TextField label={t('questions.text')} value={open.length > 0 ? fillSlots(values.text, slots) : values.text} onChange={(value) => {
          set('text', value);
          setSlots({});
        }}
        error={form.errorOf('text')}
        multiline
        rows={2}
        maxLength={500}
      />
      <TextField label={t('questions.listen_for')} value={values.listen} onChange={(value) => set('listen', value)} placeholder={t('questions.listen_example')} error={form.errorOf('listen_for')} maxLength={300} />
      {!need && (needs.data?.items.length ?? 0) > 0 && (
        <Select label={t('questions.about_need')} value={values.need} options={[{ value: noNeed, label: t('common.none') }, ...(needs.data?.items ?? []).map((one) => ({ value: one.id, label: one.text }))]} onChange={(value) => set('need', value)} />
      )}
      {!callId && (
        <Select
          label={t('questions.for_call')}
          value={call}
          options={[...planned.map((one) => ({ value: one.id, label: `${format.date(one.held_at)} ${one.subject}` })), { value: noCall, label: t('questions.no_call') }]}
          onChange={(value) => set('call', value)}
        />
      )}
    </FormDialog>
  );
}
