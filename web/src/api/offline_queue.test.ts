import { describe, expect, it } from 'vitest';
import { typedWords } from './offline_queue';

describe('what is copied out of a refused entry', () => {
  it('is what a person typed, once each, and no ids or choices', () => {
    const body = { text: 'note', questions: [{ id: 'q1', answer: ' 300 k a year ', asked: true }], needs: [{ quote: { text: 'we must end this', kind: 'want' } }], summary: 'note', primary_state: 'agreed' };
    expect(typedWords(body)).toBe('note\n300 k a year\nwe must end this');
  });
  it('is nothing when nothing was typed', () => {
    expect(typedWords({ text: ' ', account_id: 'a' })).toBe('');
  });
});
