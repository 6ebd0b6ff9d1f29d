import { describe, expect, it } from 'vitest';
import { changedFields, isForeignId, wordsOf } from './history_fields';

describe('changedFields', () => {
  it('shows what changed and leaves out the rest and the bookkeeping', () => {
    expect(changedFields({ name: 'a', city: 'x', version: 1 }, { name: 'b', city: 'x', version: 2 })).toEqual([{ name: 'name', before: 'a', after: 'b' }]);
  });
  it('reads a creation as filled fields only', () => {
    expect(changedFields(null, { name: 'a', city: '', tier: null, employees: 3 })).toEqual([
      { name: 'name', before: '', after: 'a' },
      { name: 'employees', before: '', after: '3' },
    ]);
  });
  it('reads a clearing', () => {
    expect(changedFields({ city: 'x' }, { city: null })).toEqual([{ name: 'city', before: 'x', after: '' }]);
  });
});

describe('the words of a history', () => {
  it('are taken from the kind of record', () => {
    expect(wordsOf('evidence', 'code')).toBe('evidence');
    expect(wordsOf('product', 'code')).toBeNull();
    expect(wordsOf('user', 'role')).toBe('role');
    expect(wordsOf('contact', 'role')).toBe('contact_role');
  });
  it('leave out ids of other records, but not the owner nor the number another system gave', () => {
    expect(['account_id', 'contact_ids', 'owner_id', 'external_id'].map(isForeignId)).toEqual([true, true, false, false]);
  });
});
