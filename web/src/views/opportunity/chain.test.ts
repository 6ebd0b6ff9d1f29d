import { describe, expect, it } from 'vitest';
import type { LedgerNeed, Question, Statement } from '~/api/selling';
import { buildChain } from './chain';

const need = (changes: Partial<LedgerNeed>): LedgerNeed => ({ id: 'n', text: 'stop recounts', state: 'implied', intensity: 50, quotes: [], ...changes }) as LedgerNeed;
const quote = (kind: string, text: string, said_at: string, contact_id: string | null = 'p') => ({ kind, text, said_at, contact_id }) as LedgerNeed['quotes'][number];

describe('the needs chain', () => {
  it('takes the strongest open needs first and leaves out what ended', () => {
    const rows = buildChain([need({ id: 'weak', intensity: 10 }), need({ id: 'done', state: 'met', intensity: 99 }), need({ id: 'strong', intensity: 80 }), need({ id: 'unrated', intensity: null })], [], []);
    expect(rows.map((row) => row.need.id)).toEqual(['strong', 'weak', 'unrated']);
  });
  it('shows the latest words of a person; a draft without speaker proves nothing', () => {
    const [row] = buildChain([need({ quotes: [quote('difficulty', 'old', '2026-01-01T00:00:00Z'), quote('difficulty', 'new', '2026-02-01T00:00:00Z'), quote('difficulty', 'draft', '2026-03-01T00:00:00Z', null)] })], [], []);
    expect(row?.problem?.text).toBe('new');
    expect(row?.want).toBeNull();
  });
  it('counts an implication only when its consequence was accepted', () => {
    const question = (changes: Partial<Question>) => ({ need_id: 'n', type: 'implication', asked: true, answered: true, accepted: true, text: 'What does it cost?', answer: '300 k a year', contact_id: 'p', updated_at: '2026-01-01T00:00:00Z', ...changes }) as Question;
    expect(buildChain([need({})], [question({ accepted: false })], [])[0]?.implication).toBeNull();
    expect(buildChain([need({})], [question({})], [])[0]?.implication?.text).toBe('300 k a year');
    expect(buildChain([need({})], [question({ answer: null })], [])[0]?.implication?.text).toBe('What does it cost?');
  });
  it('answers with the strongest statement', () => {
    const statement = (id: string, value: Statement['class']) => ({ id, need_id: 'n', class: value }) as Statement;
    expect(buildChain([need({ state: 'explicit' })], [], [statement('a', 'advantage'), statement('v', 'value'), statement('f', 'feature')])[0]?.statement?.id).toBe('v');
  });
});
