import { describe, expect, it } from 'vitest';
import { partOf } from './call_parts';

describe('the part of a call that an address opens', () => {
  it('is the one asked for', () => {
    expect(partOf('live', 'held')).toBe('live');
    expect(partOf('result', 'planned')).toBe('result');
  });
  it('is the plan before and the result after, also for an unknown part', () => {
    expect(partOf(undefined, 'planned')).toBe('plan');
    expect(partOf('nowhere', 'held')).toBe('result');
    expect(partOf(undefined, 'cancelled')).toBe('result');
  });
});
