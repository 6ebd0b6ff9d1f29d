import { describe, expect, it } from 'vitest';
import { readListState, sameState, withFilter, writeListState } from './list_state';

const known = ['q', 'stage', 'stuck', 'owner_id'];

describe('the address of a list', () => {
  it('reads known filters and leaves the rest alone', () => {
    expect(readListState(new URLSearchParams('stage=criteria&colour=red&sort=-value'), known, 'name')).toEqual({
      sort: '-value',
      filters: { stage: 'criteria' },
    });
  });
  it('takes a stage by its number', () => {
    expect(readListState(new URLSearchParams('stage=4'), known, 'name').filters.stage).toBe('criteria');
  });
  it('writes what it reads, without the defaults', () => {
    const state = { sort: 'name', filters: { stuck: 'true', q: '澜海' } };
    const search = writeListState(state, 'name');
    expect(search.has('sort')).toBe(false);
    expect(readListState(search, known, 'name')).toEqual(state);
  });
  it('sets and clears one filter', () => {
    const state = withFilter({ sort: 'name', filters: {} }, 'stage', 'choice');
    expect(state.filters).toEqual({ stage: 'choice' });
    expect(withFilter(state, 'stage', null).filters).toEqual({});
  });
  it('tells whether two states ask the same', () => {
    expect(sameState({ sort: 'a', filters: { q: '1' } }, { sort: 'a', filters: { q: '1' } })).toBe(true);
    expect(sameState({ sort: 'a', filters: { q: '1' } }, { sort: 'a', filters: {} })).toBe(false);
  });
});
