// What a customer's promise still lacks to count as an advance (METHOD C6). Only a hint while one types: the outcome of
// a call is the server's.
import type { Call, Commitment, CommitmentAction, CommitmentForm } from '~/api/types';

export type Lack = 'person' | 'action' | 'text' | 'date' | 'too_late';

const withinDays = 60;
const day = 86_400_000;

interface CustomerPromise {
  person: boolean;
  action: CommitmentAction;
  form: CommitmentForm;
  text: string;
  /** A plain date. */
  due: string | null;
  callAt: string;
}

/** The end of the promised day here: "by the 3rd" includes the 3rd. */
export function promiseDue(due: string, callAt: string): string {
  const [year, month, date] = due.split('-').map(Number);
  const end = new Date(year ?? 1970, (month ?? 1) - 1, date ?? 1, 23, 59, 59);
  return new Date(Math.max(end.getTime(), Date.parse(callAt))).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

export function advanceLacks(promise: CustomerPromise): Lack[] {
  if (promise.action === 'purchase' && promise.form !== 'verbal') return []; // an order
  const lacks: Lack[] = [];
  if (!promise.person) lacks.push('person');
  if (promise.action === 'think_about_it') lacks.push('action');
  if (promise.action === 'other' && promise.text.trim() === '') lacks.push('text');
  if (!promise.due) lacks.push('date');
  else if (Date.parse(promiseDue(promise.due, promise.callAt)) > Date.parse(promise.callAt) + withinDays * day) lacks.push('too_late');
  return lacks;
}

/** A call and what was promised at it, in the words of rule C6. A call without an objective had no plan. */
export function outcomeInput(call: Call, commitments: readonly Commitment[]): unknown {
  const planned = Boolean(call.objective);
  return {
    call_at: call.held_at,
    commitments: commitments.map(({ who, action, form, contact_id, text, due_at, status }) => ({ who, action, form, contact_id, text, due_at, status })),
    closed_by_customer: call.closed_by_customer,
    primary: planned ? (call.primary_state ?? 'open') : null,
    fallbacks: planned && call.fallback ? [call.fallback_state ?? 'open'] : [],
  };
}
