import { describe, expect, it } from 'vitest';
import type { TodayAction } from '~/api/types';
import { makeFormat } from '~/format/use_format';
import { actionPath, actionWords } from './action_words';

const t = ((key: string, values?: Record<string, unknown>) => `${key} ${JSON.stringify(values ?? {})}`) as never;
const action = (changes: Partial<TodayAction>): TodayAction => ({ id: 'x', rule: 1, opportunity_id: 'o', account_id: 'a', params: {}, ...changes }) as TodayAction;

describe('the words of an action', () => {
  it('name a blocking objection in the customer’s words, and lead to it', () => {
    const one = action({ kind: 'blocking_objection', params: { text: '18 % more', days: 3 } });
    expect(actionWords(one, t, makeFormat('en'))).toMatchObject({ urgent: true, what: expect.stringContaining('18 % more') });
    expect(actionPath(one)).toBe('/opportunities/o/objections');
  });
  it('name a need that nothing answers, and lead to the statements', () => {
    const one = action({ kind: 'need_without_benefit', params: { text: 'end recounts', days: 2 } });
    expect(actionWords(one, t, makeFormat('en')).what).toContain('end recounts');
    expect(actionPath(one)).toBe('/opportunities/o/offer');
  });
  it('of a kind this page does not know are those of the server', () => {
    const one = action({ kind: 'something_newer' as never, params: { text: 'look at this' } });
    expect(actionWords(one, t, makeFormat('zh-CN')).what).toBe('look at this');
    expect(actionPath(one)).toBe('/opportunities/o');
  });
});
