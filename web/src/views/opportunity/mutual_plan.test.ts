import { describe, expect, it } from 'vitest';
import type { Call, Commitment, NextStep } from '~/api/types';
import { mutualPlan } from './mutual_plan';

describe('the plan of both sides', () => {
  it('holds what is open, the next due first and the undated last', () => {
    const rows = mutualPlan(
      [{ id: 's', text: 'send figures', due_on: null, done_at: null, owner_id: 'u' } as NextStep, { id: 'done', done_at: '2026-01-01T00:00:00Z' } as NextStep],
      [
        { id: 'p', who: 'customer', status: 'open', due_at: '2026-04-03T15:59:59Z', text: null, action: 'set_criteria', contact_id: 'c', owner_id: null } as Commitment,
        { id: 'kept', who: 'us', status: 'met' } as Commitment,
      ],
      [{ id: 'k', status: 'planned', held_at: '2026-03-20T06:00:00Z', subject: 'scoring sheet', owner_id: 'u' } as Call, { id: 'old', status: 'held' } as Call],
    );
    expect(rows.map((row) => [row.id, row.kind, row.side])).toEqual([
      ['k', 'call', 'both'],
      ['p', 'promise', 'theirs'],
      ['s', 'step', 'ours'],
    ]);
    expect(rows[1]).toMatchObject({ person: 'c', action: 'set_criteria' });
  });
});
