import { describe, expect, it } from 'vitest';
import { flagsFor, isForward, quoteKindOf } from './need_logic';

const none = { visible: false, conscious: false, surface: false, clear: false };
const all = { visible: true, conscious: true, surface: true, clear: true };

describe('layer flags offered for a move', () => {
  it('are all set for what the customer says clearly', () => {
    expect(flagsFor('explicit', none)).toEqual(all);
    expect(flagsFor('confirmed', { ...none, visible: true })).toEqual(all);
  });
  it('lie between none and all for a hidden need', () => {
    expect(flagsFor('implied', none)).toEqual({ ...none, visible: true });
    expect(flagsFor('developed', all)).toEqual({ ...all, clear: false });
    expect(flagsFor('implied', { ...none, surface: true })).toEqual({ ...none, surface: true });
  });
  it('stay as they are for an end', () => {
    expect(flagsFor('dropped', all)).toEqual(all);
  });
});

describe('the words a move asks for', () => {
  it('follow from what the rule wants', () => {
    expect(quoteKindOf({ to: 'implied', needs: 'quote_difficulty' })).toBe('difficulty');
    expect(quoteKindOf({ to: 'implied', needs: 'quote_denial' })).toBe('denial');
    expect(quoteKindOf({ to: 'explicit', needs: null })).toBe('want');
    expect(quoteKindOf({ to: 'developed', needs: 'accepted_implication' })).toBeNull();
    expect(quoteKindOf({ to: 'dropped', needs: 'reason' })).toBeNull();
  });
  it('and the direction from the order of the states', () => {
    expect(isForward('implied', 'explicit')).toBe(true);
    expect(isForward('explicit', 'developed')).toBe(false);
    expect(isForward('explicit', 'dropped')).toBe(false);
  });
});
