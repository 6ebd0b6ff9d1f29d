// What both sides have still to do, in the order it is due: our next steps, promises of both sides, planned calls.
import type { Call, Commitment, CommitmentAction, NextStep } from '~/api/types';
import { isoDate } from '~/format/dates';

export interface PlanRow {
  id: string;
  kind: 'step' | 'promise' | 'call';
  side: 'ours' | 'theirs' | 'both';
  /** A plain date here, or null. */
  day: string | null;
  text: string;
  action: CommitmentAction | null;
  /** A contact's id on their side, a user's on ours. */
  person: string | null;
}

export function mutualPlan(steps: readonly NextStep[], promises: readonly Commitment[], calls: readonly Call[]): PlanRow[] {
  const rows: PlanRow[] = [
    ...steps.filter((step) => !step.done_at).map((step): PlanRow => ({ id: step.id, kind: 'step', side: 'ours', day: step.due_on, text: step.text, action: null, person: step.owner_id })),
    ...promises
      .filter((promise) => promise.status === 'open')
      .map((promise): PlanRow => ({
        id: promise.id,
        kind: 'promise',
        side: promise.who === 'customer' ? 'theirs' : 'ours',
        day: promise.due_at ? isoDate(new Date(promise.due_at)) : null,
        text: promise.text ?? '',
        action: promise.action,
        person: promise.who === 'customer' ? promise.contact_id : promise.owner_id,
      })),
    ...calls.filter((call) => call.status === 'planned').map((call): PlanRow => ({ id: call.id, kind: 'call', side: 'both', day: isoDate(new Date(call.held_at)), text: call.subject, action: null, person: call.owner_id })),
  ];
  return rows.sort((a, b) => (a.day ?? '9999').localeCompare(b.day ?? '9999'));
}
