import { describe, expect, it } from 'vitest';
import type { Exercise, ReviewItem } from '~/api/practice';
import { agreementInput, choicesOf, keynessInput, move, placesOf } from './sheet';

const text = { zh: '甲', en: 'A' };
const tags: Exercise = { key: 'tags', kind: 'tags', title: text, prompt: text, agreement: 'nominal', choices: [{ key: 'S', text }, { key: 'P', text }], items: [{ key: 'a', text }, { key: 'b', text }] };
const outcome: Exercise = { key: 'outcome', kind: 'choice', title: text, prompt: text, choices: [{ key: 'order', text }], items: [{ key: 'c', text }] };
const line = (key: string, own: string | null, model: string): ReviewItem => ({ group: 'tags', key, own, model, right: own === model, why: text });

describe('placesOf and move', () => {
  it('number what is in order', () => expect(placesOf(['b', 'a'])).toEqual({ b: '1', a: '2' }));
  it('move one item and keep the rest', () => {
    expect(move(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
    expect(move(['a', 'b', 'c'], 0, 9)).toEqual(['b', 'c', 'a']);
    expect(move([], 0, 1)).toEqual([]);
  });
});

describe('choicesOf', () => {
  it('prefers the options of the question itself', () => {
    expect(choicesOf(tags, 'a')).toHaveLength(2);
    expect(choicesOf({ ...tags, own: { a: [{ key: 'x', text }] } }, 'a').map((choice) => choice.key)).toEqual(['x']);
  });
});

describe('keynessInput', () => {
  const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const rating: Exercise = { ...tags, kind: 'rating', items: seven.map((key) => ({ key, text })) };
  it('takes the seven ratings in their order, and leaves what is missing null', () => {
    const lines = seven.slice(1).map((key, index) => line(key, String(index % 5), '4'));
    expect(keynessInput(rating, lines, 'own')?.keyness).toEqual([null, 0, 1, 2, 3, 4, 0]);
    expect(keynessInput(rating, lines, 'model')?.keyness).toEqual([null, 4, 4, 4, 4, 4, 4]);
  });
  it('is nothing for tags', () => expect(keynessInput(tags, [], 'own')).toBeNull());
});

describe('agreementInput', () => {
  it('holds the pairs of what is compared, and nothing else', () => {
    expect(agreementInput([line('a', 'S', 'S'), line('b', null, 'P'), line('c', 'order', 'order')], [tags, outcome])).toEqual({ categories: ['S', 'P'], pairs: [{ own: 'S', model: 'S' }], linear: false });
  });
  it('is nothing where nothing is compared', () => expect(agreementInput([], [outcome])).toBeNull());
});
