import packEn from '@lang/en.json';
import packZh from '@lang/zh-CN.json';
import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { fillSlots, generalWords, guessSlots, slotsOf, textIn, withGaps } from './template';

describe('question templates', () => {
  it('name each place once', () => {
    expect(slotsOf('When {problem} occurs, what happens to {team}? And {problem}?')).toEqual(['problem', 'team']);
    expect(slotsOf('No place here?')).toEqual([]);
  });
  it('keep a place that nothing fills', () => {
    expect(fillSlots('{难点}发生时,对{下游部门}有什么影响?', { 难点: '停机', 下游部门: ' ' })).toBe('停机发生时,对{下游部门}有什么影响?');
  });
  it('read with a gap where nothing is known', () => {
    expect(withGaps('What in {step} costs {team} most?')).toBe('What in … costs … most?');
  });
  it('read as a question that can be asked where a general word is known', () => {
    for (const pack of [packEn, packZh]) {
      const t = (key: string, options: { defaultValue: unknown }) => (key === 'question_slot' ? pack.question_slot : ((pack.question_general as Record<string, string>)[key.replace('question_general.', '')] ?? options.defaultValue));
      const general = generalWords(t as unknown as TFunction);
      for (const question of Object.values(pack.question_bank)) {
        // As the server sends it: the place under its name in this language.
        const sent = fillSlots(question, Object.fromEntries(Object.entries(pack.question_slot).map(([slot, name]) => [slot, `{${name}}`])));
        expect(withGaps(sent, general), sent).not.toMatch(/…|[{}]/);
      }
    }
  });
  it('take the problem from the need', () => {
    expect(guessSlots(['难点', '期限'], '停机')).toEqual({ 难点: '停机' });
    expect(guessSlots(['problem'], null)).toEqual({});
  });
  it('fall back to the other language', () => {
    expect(textIn('zh-CN', { zh: null, en: 'How?' })).toBe('How?');
    expect(textIn('en', { zh: '怎么?', en: 'How?' })).toBe('How?');
  });
});
