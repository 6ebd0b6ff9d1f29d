import { describe, expect, it } from 'vitest';
import { isFiltered, readFilters, serverQuery, writeFilters } from './filters';

describe('filters of the wheel', () => {
  it('survive the address', () => {
    const address = 'unit=opportunity&metric=value&win=90d&owner=me&region=%E5%8D%8E%E4%B8%9C&tier=key&min=100000000&basis=unproven&stage=4&as_of=2026-02-28&known=then';
    const filters = readFilters(new URLSearchParams(address));
    expect(filters.stage).toBe('criteria');
    expect(writeFilters(filters).toString()).toBe(address);
    expect(isFiltered(filters)).toBe(true);
  });

  it('forgive a mangled address', () => {
    const filters = readFilters(new URLSearchParams('unit=deal&win=ever&tier=gold&min=-5&stage=9&as_of=soon&known=then'));
    expect(writeFilters(filters).toString()).toBe('');
    expect(isFiltered(filters)).toBe(false);
  });

  it('ask the server only what it knows', () => {
    const query = serverQuery(readFilters(new URLSearchParams('owner=me&stage=2&basis=proven&as_of=2026-02-28')), 'u1', 'CNY');
    expect(query).toMatchObject({ unit: 'account', window_days: 30, owner_id: 'u1', as_of: '2026-02-28', known_on: null, currency: null });
    expect(query).not.toHaveProperty('stage');
  });
});
