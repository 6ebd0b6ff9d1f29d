import { describe, expect, it } from 'vitest';
import { changedSince, conflictingFields } from './conflict';

describe('conflictingFields', () => {
  it('is empty when the other person changed something else', () => {
    expect(conflictingFields({ name: 'a', city: 'x' }, { name: 'a', city: 'y' }, { name: 'b' })).toEqual([]);
  });
  it('is empty when both wrote the same', () => {
    expect(conflictingFields({ name: 'a' }, { name: 'b' }, { name: 'b' })).toEqual([]);
  });
  it('names what both changed differently', () => {
    expect(conflictingFields({ name: 'a', city: 'x' }, { name: 'c', city: 'x' }, { name: 'b', city: 'z' })).toEqual(['name']);
  });
  it('treats absent and null alike, and compares lists by content', () => {
    expect(conflictingFields({ tags: [1, null] }, { tags: [1, null], extra: null }, { tags: [2, null], extra: 1 })).toEqual([]);
  });
});

describe('changedSince', () => {
  it('leaves out what the form shows but nobody touched', () => {
    expect(changedSince({ name: 'a', city: null, version: 3 }, { name: 'b', city: null })).toEqual({ name: 'b' });
  });
});
