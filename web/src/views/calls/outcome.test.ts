import { describe, expect, it } from 'vitest';
import type { Call, Commitment } from '~/api/types';
import { advanceLacks, outcomeInput, promiseDue } from './outcome';

const callAt = '2026-06-30T06:00:00Z';
const good = { person: true, action: 'give_data' as const, form: 'verbal' as const, text: '', due: '2026-07-10', callAt };

describe('advanceLacks', () => {
  it('is content with a name, a deed and a date within 60 days', () => {
    expect(advanceLacks(good)).toEqual([]);
  });
  it('names what is missing', () => {
    expect(advanceLacks({ ...good, person: false, due: null })).toEqual(['person', 'date']);
    expect(advanceLacks({ ...good, action: 'think_about_it' })).toEqual(['action']);
    expect(advanceLacks({ ...good, action: 'other', text: ' ' })).toEqual(['text']);
    expect(advanceLacks({ ...good, due: '2026-10-01' })).toEqual(['too_late']);
  });
  it('leaves a signed order alone', () => {
    expect(advanceLacks({ ...good, action: 'purchase', form: 'signed', person: false, due: null })).toEqual([]);
  });
});

describe('promiseDue', () => {
  it('lasts to the end of the day, and never lies before the call', () => {
    expect(new Date(promiseDue('2026-07-10', callAt)).getHours()).toBe(23);
    expect(promiseDue('2026-06-01', callAt)).toBe(callAt);
  });
});

describe('outcomeInput', () => {
  const call = { held_at: callAt, objective: 'x', fallback: null, primary_state: null, fallback_state: null, closed_by_customer: false } as Call;
  const promise = { id: 'p', who: 'customer', action: 'give_data', form: 'verbal', contact_id: 'c', text: null, due_at: null, status: 'open' } as Commitment;
  it('says in the words of the rule what the record holds', () => {
    expect(outcomeInput(call, [promise])).toEqual({
      call_at: callAt,
      commitments: [{ who: 'customer', action: 'give_data', form: 'verbal', contact_id: 'c', text: null, due_at: null, status: 'open' }],
      closed_by_customer: false,
      primary: 'open',
      fallbacks: [],
    });
  });
  it('has no plan without an objective', () => {
    expect(outcomeInput({ ...call, objective: null }, [])).toMatchObject({ primary: null, fallbacks: [] });
  });
});
