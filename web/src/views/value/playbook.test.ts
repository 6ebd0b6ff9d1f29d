import { describe, expect, it } from 'vitest';
import en from '@lang/en.json';
import zh from '@lang/zh-CN.json';
import { buyerTypes } from '~/api/types';
import { playbookOf, playbookRows } from './playbook';

describe('playbook', () => {
  it('has words for every row of every kind, in both languages', () => {
    for (const pack of [en, zh]) {
      expect(Object.keys(pack.playbook.row)).toEqual([...playbookRows]);
      for (const type of buyerTypes) {
        const kind = playbookOf(type);
        if (kind) expect(Object.keys(pack.playbook[kind])).toEqual([...playbookRows]);
      }
    }
  });
  it('has none of its own for a mixed buyer or one that nobody rated', () => {
    expect(playbookOf('mixed')).toBeNull();
    expect(playbookOf(null)).toBeNull();
    expect(playbookOf('strategic')).toBe('strategic');
  });
});
