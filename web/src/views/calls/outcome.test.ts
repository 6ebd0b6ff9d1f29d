import { describe, expect, it } from 'vitest';
import { advanceLacks, promiseDue, promiseLacks } from './outcome';

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

describe('promiseLacks', () => {
  const promise = { who: 'customer' as const, action: 'give_data' as const, form: 'verbal' as const, contact_id: null, due_at: null };
  it('names the person and the date that a kept promise of the customer lacks', () => {
    expect(promiseLacks(promise)).toEqual(['person', 'date']);
    expect(promiseLacks({ ...promise, contact_id: 'c', due_at: callAt })).toEqual([]);
    expect(promiseLacks({ ...promise, who: 'us' })).toEqual([]);
    expect(promiseLacks({ ...promise, action: 'purchase', form: 'signed' })).toEqual([]);
  });
});
