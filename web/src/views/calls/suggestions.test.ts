import { describe, expect, it } from 'vitest';
import { suggestions } from './suggestions';

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
