import { describe, expect, it } from 'vitest';
import { matchesFilters, type Searchable } from './search_rows';

const record = { id: 'x', owner_id: 'me', account_id: null, industry: '食品', position: { stage: 'criteria', basis: 'claimed', stuck: true, stale: false } } as unknown as Searchable;

describe('matchesFilters', () => {
  it('lets everything through without filters, and never looks at the text itself', () => {
    expect(matchesFilters(record, { q: 'nothing like it' })).toBe(true);
  });
  it('applies each filter as the server does', () => {
    expect(matchesFilters(record, { stage: 'criteria', basis: 'unproven', stuck: 'true', without_account: 'true', owner_id: 'me' })).toBe(true);
    expect(matchesFilters(record, { stage: 'choice' })).toBe(false);
    expect(matchesFilters(record, { basis: 'proven' })).toBe(false);
    expect(matchesFilters(record, { stale: 'true' })).toBe(false);
    expect(matchesFilters(record, { industry: '电子' })).toBe(false);
  });
});
