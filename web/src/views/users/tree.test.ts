import { describe, expect, it } from 'vitest';
import type { Team } from '~/api/types';
import { possibleParents, teamTree } from './tree';

const team = (id: string, parent_id: string | null = null): Team => ({ id, name: id, parent_id, version: 1, created_at: '', updated_at: '' });

describe('teamTree', () => {
  it('puts children under their parent, by name', () => {
    expect(teamTree([team('c', 'a'), team('b'), team('a'), team('ba', 'b')]).map(({ team: one, depth }) => `${depth}${one.id}`)).toEqual(['0a', '1c', '0b', '1ba']);
  });
  it('loses nobody to a missing parent or a circle', () => {
    expect(teamTree([team('x', 'gone'), team('p', 'q'), team('q', 'p')]).map(({ team: one }) => one.id).sort()).toEqual(['p', 'q', 'x']);
  });
});

describe('possibleParents', () => {
  it('leaves out the team itself and all beneath it', () => {
    expect(possibleParents([team('a'), team('b', 'a'), team('c', 'b'), team('d')], 'a').map((one) => one.id)).toEqual(['d']);
  });
});
