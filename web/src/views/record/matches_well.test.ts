import { describe, expect, it } from 'vitest';
import { matchesWell } from './matches_well';

describe('a typed name and the customers found', () => {
  it('is meant by the start of a name, by pinyin and by initials', () => {
    expect(matchesWell('lhsw', ['澜海生物制药'])).toBe(true);
    expect(matchesWell('澜海', ['澜海生物制药'])).toBe(true);
    expect(matchesWell('ＡＣＭＥ ', ['Acme Ltd'])).toBe(true);
  });
  it('is new when nothing begins like it', () => {
    expect(matchesWell('澜海电子', ['澜海生物制药'])).toBe(false);
    expect(matchesWell('Bolt', ['Acme Ltd'])).toBe(false);
    expect(matchesWell('lhsw', [])).toBe(false);
    expect(matchesWell(' ', ['Acme'])).toBe(false);
  });
});
