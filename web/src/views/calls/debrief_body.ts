// From what was ticked, typed and accepted to the one request that saves a call. Pure: the page only collects.
import type { NeedState, Question, QuoteKind } from '~/api/selling';
import type { CommitmentAction, CommitmentForm, QuestionType } from '~/api/types';
import type { Suggestion } from '../capture/capture_body';
import { promiseDue } from './outcome';
import type { HeardQuote, LiveLog, Tick } from './live_log';
import { noTick } from './live_log';

export type QuoteUse = 'implied' | 'explicit' | 'objection';
export type ObjectiveState = 'open' | 'agreed' | 'refused';

export interface Promised {
  who: 'customer' | 'us';
  person: string | null;
  action: CommitmentAction;
  form: CommitmentForm;
  text: string;
  due: string | null;
}

export interface DebriefValues {
  primary: ObjectiveState;
  fallback: ObjectiveState | null;
  closed: boolean;
  summary: string;
  people: string[];
  /** What each remembered quote was taken as, by its id. */
  uses: Record<string, QuoteUse>;
  /** Ids of the answered questions whose effect on their need was accepted. */
  moves: string[];
  /** Keys of accepted suggestions on the summary: "evidence:0", "commitment", "next_step". */
  taken: string[];
  promises: Promised[];
  step: { text: string; due: string | null };
  kept: string[];
  talk: number | null;
  summaries: number;
  reflections: (number | null)[];
}

export interface NeedMoveOffer {
  to: NeedState;
  kind: QuoteKind | null;
}

/** What an answered question does to its need, when the customer's answer bears it out. The rule decides on saving. */
export function moveOffered(type: QuestionType, state: NeedState, tick: Tick): NeedMoveOffer | null {
  if (!tick.answered || !tick.answer.trim()) return type === 'implication' && state === 'implied' && tick.accepted ? { to: 'developed', kind: null } : null;
  if (type === 'problem' && state === 'latent') return { to: 'implied', kind: 'difficulty' };
  if (type === 'implication' && state === 'implied' && tick.accepted) return { to: 'developed', kind: null };
  if (type === 'need_payoff' && state === 'developed') return { to: 'explicit', kind: 'want' };
  if (type === 'need_payoff' && state === 'explicit') return { to: 'confirmed', kind: 'payoff' };
  return null;
}

export interface DebriefInput {
  callId: string;
  heldAt: string;
  accountId: string | null;
  opportunityId: string | null;
  userId: string;
  values: DebriefValues;
  log: LiveLog;
  questions: readonly Question[];
  stateOf: (needId: string | null) => NeedState | null;
  suggestion: Suggestion | null;
}

/** Who was there: those who were to come, and whoever said something. */
export function peopleThere(invited: readonly string[], log: LiveLog): string[] {
  return [...new Set([...invited, ...log.quotes.flatMap((quote) => (quote.contactId ? [quote.contactId] : []))])];
}

/** One person there: it is their word. Several: whose is not for us to guess. */
const onlyOne = (people: readonly string[]) => (people.length === 1 ? (people[0] ?? null) : null);

function quoteBody(input: DebriefInput, quote: Pick<HeardQuote, 'text' | 'contactId'>, extra: Record<string, unknown> = {}): Record<string, unknown> {
  return { text: quote.text, contact_id: quote.contactId ?? onlyOne(input.values.people), call_id: input.callId, said_at: input.heldAt, ...extra };
}

function promiseBody(input: DebriefInput, promise: Promised): Record<string, unknown> {
  return {
    who: promise.who,
    contact_id: promise.who === 'customer' ? promise.person : null,
    owner_id: promise.who === 'us' ? (promise.person ?? input.userId) : null,
    action: promise.action,
    form: promise.form,
    text: promise.text.trim() || null,
    due_at: promise.due ? promiseDue(promise.due, input.heldAt) : null,
  };
}

export function debriefBody(input: DebriefInput): Record<string, unknown> {
  const { values, log, suggestion } = input;
  const owner = input.opportunityId ? { opportunity_id: input.opportunityId } : { account_id: input.accountId };
  const tickOf = (id: string) => log.ticks[id] ?? noTick;
  const touched = input.questions.filter((question) => tickOf(question.id).asked);
  const moved = touched.filter((question) => values.moves.includes(question.id)).flatMap((question) => {
    const state = input.stateOf(question.need_id);
    const offer = state && moveOffered(question.type, state, tickOf(question.id));
    if (!offer || !question.need_id) return [];
    const quote = offer.kind ? quoteBody(input, { text: tickOf(question.id).answer.trim(), contactId: question.contact_id }, { kind: offer.kind, question_id: question.id }) : null;
    const clear = offer.to === 'explicit' || offer.to === 'confirmed';
    return [{ id: question.need_id, move: { to: offer.to, quote, question_id: question.id, ...(clear ? { visible: true, conscious: true, surface: true, clear: true } : {}) } }];
  });
  const heard = log.quotes.filter((quote) => values.uses[quote.id] === 'implied' || values.uses[quote.id] === 'explicit').map((quote) => ({ ...owner, to: values.uses[quote.id], quote: quoteBody(input, quote) }));
  const objections = log.quotes.filter((quote) => values.uses[quote.id] === 'objection').map((quote) => ({ ...owner, quote: quote.text, contact_id: quote.contactId ?? onlyOne(values.people), raised_at: input.heldAt }));
  const evidence = (suggestion?.evidence ?? [])
    .filter((_, index) => values.taken.includes(`evidence:${index}`))
    .map((item) => ({ ...owner, code: item.code, quote: item.quote, source_class: item.source_class ?? 'quote', contact_id: item.contact_id ?? onlyOne(values.people), observed_at: input.heldAt }));
  const commitments = values.promises.map((promise) => promiseBody(input, promise));
  const said = suggestion?.commitment && values.taken.includes('commitment') ? suggestion.commitment : null;
  if (said) {
    const who = said.who ?? 'customer';
    commitments.push({ who, contact_id: who === 'customer' ? (said.contact_id ?? onlyOne(values.people)) : null, owner_id: who === 'us' ? input.userId : null, action: said.action ?? 'other', form: said.form ?? 'verbal', text: said.text ?? null, due_at: said.due_at ?? null });
  }
  const steps = values.step.text.trim() ? [{ ...owner, text: values.step.text.trim(), due_on: values.step.due, owner_id: input.userId }] : [];
  const step = suggestion?.next_step && values.taken.includes('next_step') ? suggestion.next_step : null;
  if (step) steps.push({ ...owner, text: step.text, due_on: step.due_on, owner_id: input.userId });
  // Quotes nobody made anything of are still words of the customer: they go into the summary, so that none is lost.
  const left = log.quotes.filter((quote) => !values.uses[quote.id]).map((quote) => quote.text);
  const summary = [values.summary.trim(), ...left].filter(Boolean).join('\n');
  return {
    held_at: input.heldAt,
    summary: summary || null,
    observations: log.observations.trim() || null,
    talk_share: values.talk,
    confirmed_summaries: values.summaries > 0 ? values.summaries : null,
    reflections: values.reflections,
    primary_state: values.primary,
    fallback_state: values.fallback,
    closed_by_customer: values.closed,
    contact_ids: values.people,
    questions: touched.map((question) => {
      const tick = tickOf(question.id);
      return { id: question.id, asked: true, answered: tick.answered, accepted: tick.accepted, answer: tick.answer.trim() || null };
    }),
    statements: log.said.map((id) => ({ statement_id: id, said: true })),
    needs: [...moved, ...heard],
    evidence,
    objections,
    commitments,
    commitment_updates: values.kept.map((id) => ({ id, status: 'met' })),
    next_steps: steps,
  };
}
