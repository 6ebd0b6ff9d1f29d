import { describe, expect, it } from 'vitest';
import type { BankItem } from '~/api/selling';
import { sayable, suggestions } from './suggestions';

const next = { type: 'implication', need_id: 'n1', template_id: 'I2', text: { zh: null, en: 'cost?' } } as const;
const other = { ...next, need_id: 'n2' };

describe('suggested questions', () => {
  it('are all that needs still want, or the next one alone', () => {
    expect(suggestions({ next, missing: [next, other] }, [])).toHaveLength(2);
    expect(suggestions({ next }, [])).toEqual([next]);
    expect(suggestions(undefined, [])).toEqual([]);
  });
  it('leave out what the call asks already', () => {
    expect(suggestions({ next, missing: [next, other] }, [{ type: 'implication', need_id: 'n1' }])).toEqual([other]);
  });
});

describe('a suggestion in words', () => {
  const item = (template_id: string, en: string, rate: number | null = null): BankItem => ({ template_id, type: 'implication', text: { zh: null, en }, rate }) as BankItem;
  const bank = [item('I1', 'When {problem} occurs, what happens to {team}?'), item('I5', 'Is it linked to {other}?', 0.9), item('I6', 'Who carries the strain?', 0.2), item('I7', 'What does {problem} cost you?', 0.5)];
  it('takes the template that was meant when all its places are known', () => {
    expect(sayable({ ...next, text: { zh: null, en: 'What does {problem} cost?' } }, 'recounting', bank, 'en')).toMatchObject({ words: 'What does recounting cost?', template_id: 'I2', open: false });
  });
  it('takes the best other one of its kind when a place is unknown', () => {
    expect(sayable({ ...next, text: { zh: null, en: 'Up to {cost} a year?' } }, 'recounting', bank, 'en')).toMatchObject({ words: 'What does recounting cost you?', template_id: 'I7', open: false });
    expect(sayable({ ...next, text: { zh: null, en: 'Up to {cost} a year?' } }, null, bank, 'en')).toMatchObject({ words: 'Who carries the strain?', template_id: 'I6' });
  });
  it('leaves the place open when there is no other', () => {
    expect(sayable({ ...next, text: { zh: null, en: 'Up to {cost} a year?' } }, null, [], 'en')).toMatchObject({ open: true, words: 'Up to {cost} a year?' });
  });
});
