// Three minutes after the call: what became of the objective, what was heard, who promised what. What was ticked and
// typed during the call is here already; answers and quotes become needs, objections and evidence by a tap. One request
// saves it all and one undo takes it back; without a line it waits on this device.
import { useQueries } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { newKey, request } from '~/api/client';
import { NetworkError } from '~/api/errors';
import { enqueueDebrief } from '~/api/offline_queue';
import { queryClient, useList, useView } from '~/api/queries';
import type { CallPlan, NeedState, Wording } from '~/api/selling';
import type { Call, CallOutcome } from '~/api/types';
import { useQueuedCaptures } from '~/app/offline_banner';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Checkbox, TextField } from '~/components/field';
import { Icon } from '~/components/icon';
import { Segmented } from '~/components/segmented';
import { ErrorState } from '~/components/states';
import { SubmitForm } from '~/components/submit_form';
import { toast, undoToast } from '~/components/toast';
import { SuggestionChips } from '../capture/suggestion_chips';
import { useSuggestions } from '../capture/use_suggestions';
import '../capture/capture.css';
import { DayField, useFutureDays } from '../forms/day_field';
import { daysFromToday } from '../forms/moments';
import { useForm } from '../forms/use_form';
import { debriefBody, moveOffered, peopleThere, type DebriefValues, type ObjectiveState, type QuoteUse } from './debrief_body';
import { AnsweredQuestions } from './debrief_questions';
import { PromiseFields } from './debrief_promises';
import { dropLog, noTick, useLiveLog } from './live_log';
import './live.css';
import '../selling/selling.css';

interface DebriefProps {
  call: Call;
  people: readonly { id: string; name: string }[];
}

interface DebriefAnswer {
  call: Call;
  created: Record<string, number>;
}

const states = ['open', 'agreed', 'refused'] as const;
const reflections = ['a', 'b', 'c', 'd', 'e'] as const;
const uses: readonly QuoteUse[] = ['implied', 'explicit', 'objection'];

export default function DebriefPage({ call, people }: DebriefProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const navigate = useNavigate();
  const plan = useView<CallPlan>(`/calls/${call.id}/plan`);
  const promises = useList('commitments', { account_id: call.account_id, status: 'open', limit: 50 }, { enabled: Boolean(call.account_id) });
  const [log, change] = useLiveLog(call.id);
  const waiting = useQueuedCaptures().some((item) => item.path === `/calls/${call.id}/debrief` && !item.refused);
  const form = useForm<DebriefValues>(
    { primary: call.primary_state ?? 'open', fallback: call.fallback_state, closed: call.closed_by_customer, summary: call.summary ?? '', people: peopleThere(call.contact_ids, log), uses: {}, moves: [], taken: [], promises: [], step: { text: '', due: daysFromToday(1) }, kept: [], talk: null, summaries: 0, reflections: reflections.map(() => null) },
    { draft: `debrief.${call.id}` },
  );
  const { values, set } = form;
  const key = useRef(newKey());
  const days = useFutureDays();
  const { suggestion, asking } = useSuggestions(values.summary, call.account_id);
  const wordings = useWordings(log.quotes.map((quote) => quote.text));
  const questions = plan.data?.questions ?? [];
  const stateOf = (needId: string | null): NeedState | null => plan.data?.needs.find((need) => need.id === needId)?.state ?? null;
  const heldAt = Date.parse(call.held_at) > Date.now() ? new Date().toISOString().replace(/\.\d{3}Z$/, 'Z') : call.held_at;
  const attendeesFirst = [...people].sort((a, b) => Number(call.contact_ids.includes(b.id)) - Number(call.contact_ids.includes(a.id)));
  const due = (promises.data?.items ?? []).filter((promise) => promise.status === 'open' && promise.call_id !== call.id);
  const offered = [
    ...log.quotes.flatMap((quote, index) => (wordings[index]?.suggestion && !values.uses[quote.id] ? [() => set('uses', { ...values.uses, [quote.id]: wordings[index]?.suggestion as QuoteUse })] : [])),
  ];
  useEffect(() => {
    // A debrief that was sent from the queue is saved by now; what it was made of is no longer needed.
    if (call.status === 'held' && call.outcome !== null && !waiting && !form.restored && log.quotes.length === 0) dropLog(call.id);
  }, []);
  const acceptAll = () => {
    const all = { ...values.uses };
    log.quotes.forEach((quote, index) => {
      const found = wordings[index]?.suggestion;
      if (found && !all[quote.id]) all[quote.id] = found;
    });
    set('uses', all);
    const moves = questions.filter((question) => {
      const state = stateOf(question.need_id);
      return state !== null && moveOffered(question.type, state, log.ticks[question.id] ?? noTick) !== null;
    });
    set('moves', moves.map((question) => question.id));
  };
  const save = async () => {
    const body = debriefBody({ callId: call.id, heldAt, accountId: call.account_id, opportunityId: call.opportunity_id, userId: user.id, values, log, questions, stateOf, suggestion });
    let outcome: CallOutcome | null = null;
    let queued = false;
    const done = await form.submit(async () => {
      try {
        const answer = await request<DebriefAnswer>(`/calls/${call.id}/debrief`, { method: 'POST', body, idempotencyKey: key.current });
        outcome = answer.body.call.outcome;
        void queryClient.invalidateQueries();
        undoToast(outcome ? t('debrief.saved', { outcome: t(`call_outcome.${outcome}`) }) : t('debrief.saved_plain'), answer.undoId);
      } catch (error) {
        if (!(error instanceof NetworkError)) {
          key.current = newKey();
          throw error;
        }
        enqueueDebrief(call.id, body, key.current, values);
        queued = true;
        toast(t('debrief.queued'));
      }
    });
    if (!done) return;
    if (!queued) dropLog(call.id);
    void navigate(`/calls/${call.id}/result`, { replace: true });
  };
  const failure: unknown = form.failure;
  return (
    <SubmitForm className="debrief" onSubmit={() => void save()}>
      {waiting && (
        <div className="banner warn" role="status">
          <Icon name="clock" />
          <span>{t('debrief.waiting')}</span>
        </div>
      )}
      <Card title={t('debrief.objective')}>
        {call.objective ? (
          <p>
            <b>{call.objective}</b>
          </p>
        ) : (
          <p className="second">{t('debrief.no_objective')}</p>
        )}
        {call.objective && <Segmented label={t('calls.answer_to_objective')} value={values.primary} options={states.map((value) => ({ value, label: t(`objective_state.${value}`) }))} onChange={(value: ObjectiveState) => set('primary', value)} />}
        {call.fallback && values.primary !== 'agreed' && (
          <>
            <p className="second">{t('live.else', { fallback: call.fallback })}</p>
            <Segmented label={t('calls.answer_to_fallback')} value={values.fallback ?? 'open'} options={states.map((value) => ({ value, label: t(`objective_state.${value}`) }))} onChange={(value: ObjectiveState) => set('fallback', value)} />
          </>
        )}
        {values.primary === 'refused' && (
          <Checkbox checked={values.closed} onChange={(closed) => set('closed', closed)}>
            {t('calls.closed_by_customer')}
          </Checkbox>
        )}
      </Card>
      {people.length > 0 && (
        <Card title={t('calls.people')}>
          <div className="chip-row" role="group" aria-label={t('calls.people')}>
            {attendeesFirst.map((person) => (
              <button key={person.id} type="button" className="accept-chip" aria-pressed={values.people.includes(person.id)} onClick={() => set('people', values.people.includes(person.id) ? values.people.filter((id) => id !== person.id) : [...values.people, person.id])}>
                {person.name}
              </button>
            ))}
          </div>
        </Card>
      )}
      {log.quotes.length > 0 && (
        <Card
          title={t('debrief.heard')}
          actions={
            offered.length > 0 && (
              <button type="button" className="link caption take-all" onClick={acceptAll}>
                {t('capture.take_all')}
              </button>
            )
          }
        >
          <ul>
            {log.quotes.map((quote, index) => (
              <li key={quote.id} className="debrief-quote">
                {t('quote.marked', { text: quote.text })} <span className="caption third">{people.find((person) => person.id === quote.contactId)?.name}</span>
                {quote.contactId === null && values.people.length !== 1 && <p className="caption warn">{t('needs.no_speaker')}</p>}
                <div className="chip-row" role="group" aria-label={t('debrief.take_as', { text: quote.text })}>
                  {uses.map((use) => (
                    <button
                      key={use}
                      type="button"
                      className={wordings[index]?.suggestion === use ? 'accept-chip proposed' : 'accept-chip'}
                      aria-pressed={values.uses[quote.id] === use}
                      onClick={() => set('uses', values.uses[quote.id] === use ? without(values.uses, quote.id) : { ...values.uses, [quote.id]: use })}
                    >
                      <Icon name={values.uses[quote.id] === use ? 'check' : 'plus'} size={14} />
                      {t(use === 'objection' ? 'object.objection' : `debrief.as_${use}`)}
                    </button>
                  ))}
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <AnsweredQuestions questions={questions} log={log} onTick={(id, tick) => change((before) => ({ ...before, ticks: { ...before.ticks, [id]: tick } }))} stateOf={stateOf} moves={values.moves} onMoves={(moves) => set('moves', moves)} />
      <Card title={t('calls.what_was_said')}>
        <TextField label={t('calls.what_was_said')} hideLabel value={values.summary} onChange={(summary) => set('summary', summary)} error={form.errorOf('summary')} placeholder={t('calls.summary_example')} multiline rows={3} />
        <SuggestionChips suggestion={suggestion ? { ...suggestion, contacts: [] } : null} asking={asking} taken={new Set(values.taken)} onTaken={(taken) => set('taken', [...taken])} />
      </Card>
      <PromiseFields call={call} people={people} values={values} onPromises={(all) => set('promises', all)} due={due} kept={values.kept} onKept={(kept) => set('kept', kept)} errorOf={form.errorOf} />
      <Card title={t('steps.title')}>
        <TextField label={t('debrief.our_step')} value={values.step.text} onChange={(text) => set('step', { ...values.step, text })} error={form.errorOf('next_steps/0/text')} placeholder={t('debrief.step_example')} maxLength={500} />
        {values.step.text.trim() && <DayField label={t('forms.due')} value={values.step.due} onChange={(day) => set('step', { ...values.step, due: day })} shortcuts={days} error={form.errorOf('next_steps/0/due_on')} />}
      </Card>
      <details className="card debrief-more">
        <summary>{t('debrief.reflect')}</summary>
        <div className="card-body">
          <label className="field">
            <span className="field-label">{t('live.saw')}</span>
            <textarea className="field-input" rows={2} value={log.observations} onChange={(event) => change((before) => ({ ...before, observations: event.target.value }))} />
          </label>
          <label className="field">
            <span className="field-label">{values.talk === null ? t('debrief.talk_unknown') : t('debrief.talk', { percent: values.talk })}</span>
            <input type="range" min={0} max={100} step={5} value={values.talk ?? 60} onChange={(event) => set('talk', Number(event.target.value))} />
          </label>
          {reflections.map((letter, index) => (
            <div key={letter} className="reflection">
              <span>{t(`debrief.reflection_${letter}`)}</span>
              <Segmented
                label={t(`debrief.reflection_${letter}`)}
                value={values.reflections[index] == null ? 'open' : values.reflections[index] === 1 ? 'yes' : 'no'}
                options={[
                  { value: 'yes', label: t('common.yes') },
                  { value: 'no', label: t('common.no') },
                  { value: 'open', label: '–', hint: t('common.unknown') },
                ]}
                onChange={(answer) => set('reflections', values.reflections.map((old, place) => (place === index ? (answer === 'open' ? null : answer === 'yes' ? 1 : 0) : old)))}
              />
            </div>
          ))}
        </div>
      </details>
      {Boolean(failure) && <ErrorState error={failure} />}
      {form.faults.length > 0 && (
        <div className="error-state" role="alert">
          <Icon name="warning" className="bad" />
          <ul className="grow">
            {form.faults.map((fault) => (
              <li key={fault.pointer + fault.code}>{fault.detail}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="debrief-foot">
        <Button variant="primary" type="submit" icon="check" isPending={form.pending} isDisabled={waiting}>
          {t('debrief.save')}
        </Button>
      </div>
    </SubmitForm>
  );
}

function without(map: Record<string, QuoteUse>, id: string): Record<string, QuoteUse> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== id));
}

/** What each quote sounds like; silent without a line. */
function useWordings(texts: readonly string[]): (Wording | undefined)[] {
  return useQueries({
    queries: texts.map((text) => ({
      queryKey: ['rule', 'wording', text],
      queryFn: ({ signal }: { signal: AbortSignal }) => request<Wording>('/needs/suggest', { method: 'POST', body: { text }, signal }).then((answer) => answer.body),
      staleTime: Infinity,
    })),
  }).map((query) => query.data);
}
