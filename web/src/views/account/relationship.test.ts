import { describe, expect, it } from 'vitest';
import type { Call, Contact, Evidence } from '~/api/types';
import { bandsOf, firstGap, lastMet, neighbour } from './relationship';

function contact(id: string, more: Partial<Contact> = {}): Contact {
  return {
    id,
    version: 1,
    created_at: '',
    updated_at: '',
    account_id: 'a',
    name: id,
    title: '',
    department: '',
    role: null,
    level: 'managing',
    influence: 3,
    attitude: 0,
    opposition_cause: null,
    opposition_words: null,
    style: null,
    style_evidence: null,
    reports_to_id: null,
    phone: '',
    mobile: '',
    email: '',
    external_id: '',
    description: '',
    ...more,
  };
}

const call = (status: Call['status'], at: string, contact_ids: string[]) => ({ status, held_at: at, contact_ids }) as Call;
const heard = (contact_id: string, at: string, source_class: Evidence['source_class']) => ({ contact_id, observed_at: at, source_class }) as Evidence;

describe('lastMet', () => {
  it('counts calls that were held and words that were heard, the later of them', () => {
    const met = lastMet(
      [call('held', '2026-03-01T00:00:00Z', ['x']), call('planned', '2026-03-09T00:00:00Z', ['x', 'y'])],
      [heard('x', '2026-03-05T00:00:00Z', 'quote'), heard('z', '2026-03-05T00:00:00Z', 'inference')],
    );
    expect([...met]).toEqual([['x', '2026-03-05T00:00:00Z']]);
  });
});

describe('firstGap', () => {
  it('names a senior person never met, and the strongest supporter to go through', () => {
    const boss = contact('boss', { level: 'senior' });
    const friend = contact('friend', { attitude: 2, influence: 5 });
    expect(firstGap([boss, friend, contact('other', { attitude: 1, influence: 1 })], new Map())).toEqual({ kind: 'never_met', contact: boss, through: friend });
  });
  it('misses a senior level altogether', () => {
    expect(firstGap([contact('a')], new Map())?.kind).toBe('no_senior');
  });
  it('then looks at opponents, then at hanging on one person', () => {
    const met = new Map([['boss', 'x']]);
    const boss = contact('boss', { level: 'senior', attitude: 1 });
    expect(firstGap([boss, contact('foe', { attitude: -2 })], met)?.kind).toBe('opponent');
    expect(firstGap([boss, contact('b')], met)?.kind).toBe('one_supporter');
  });
  it('has nothing to say when all is well, nor about nobody', () => {
    const met = new Map([['boss', 'x']]);
    expect(firstGap([contact('boss', { level: 'senior', attitude: 1 }), contact('b', { attitude: 1 })], met)).toBeNull();
    expect(firstGap([], new Map())).toBeNull();
  });
});

describe('the map of people', () => {
  const people = [contact('a', { level: 'senior' }), contact('b', { level: 'operating', influence: 1 }), contact('c', { level: 'operating', influence: 4 }), contact('d', { level: null })];
  it('has three bands, and a fourth only when needed', () => {
    expect(bandsOf(people).map(({ band, people: inside }) => [band, inside.map((person) => person.id)])).toEqual([
      ['senior', ['a']],
      ['managing', []],
      ['operating', ['c', 'b']],
      ['unknown', ['d']],
    ]);
  });
  it('puts people under whom they report to', () => {
    const tree = [
      contact('x', { level: 'senior', influence: 5 }),
      contact('y', { level: 'senior', influence: 4 }),
      contact('of_y', { reports_to_id: 'y', influence: 5 }),
      contact('of_x', { reports_to_id: 'x', influence: 1 }),
      contact('of_nobody', { influence: 2 }),
    ];
    expect(bandsOf(tree)[1]?.people.map((person) => person.id)).toEqual(['of_x', 'of_y', 'of_nobody']);
  });
  it('is walked with the arrows, over empty bands', () => {
    const bands = bandsOf(people);
    expect(neighbour(bands, 'a', 'ArrowDown')).toBe('c');
    expect(neighbour(bands, 'c', 'ArrowRight')).toBe('b');
    expect(neighbour(bands, 'b', 'ArrowUp')).toBe('a');
    expect(neighbour(bands, 'a', 'ArrowUp')).toBeNull();
  });
});
