import { describe, expect, it } from 'vitest';
import { daysFromToday, instantOfDay } from './moments';

const now = new Date(2026, 2, 18, 9, 20, 31);

describe('moments', () => {
  it('takes today as now, never as a later hour', () => {
    expect(Date.parse(instantOfDay('2026-03-18', now))).toBeLessThanOrEqual(now.getTime());
  });
  it('takes another day as its noon here', () => {
    expect(new Date(instantOfDay('2026-03-01', now)).getHours()).toBe(12);
    expect(instantOfDay('2026-03-01', now)).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
  });
  it('counts days over the end of a month', () => {
    expect(daysFromToday(14, now)).toBe('2026-04-01');
  });
});
