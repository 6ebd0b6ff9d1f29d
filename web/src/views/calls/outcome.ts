// What a customer's promise still lacks to count as an advance (METHOD C6). Only a hint while one types: the outcome of
// a call is the server's.
import type { Commitment, CommitmentAction, CommitmentForm } from '~/api/types';

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

/** A promise of the customer that nobody is named for, or that has no date, is kept as a draft: it moves nothing. */
export function promiseLacks(promise: Pick<Commitment, 'who' | 'action' | 'form' | 'contact_id' | 'due_at'>): ('person' | 'date')[] {
  if (promise.who !== 'customer' || (promise.action === 'purchase' && promise.form !== null && promise.form !== 'verbal')) return [];
  return [...(promise.contact_id ? [] : (['person'] as const)), ...(promise.due_at ? [] : (['date'] as const))];
}
