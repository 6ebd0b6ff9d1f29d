import { describe, expect, it } from 'vitest';
import { exactRows, learnPage, nothingKnown, pagesToAsk, rowCount, rowsAhead, type KnownPages } from './cursor_pages';

const size = 100;
const full = (next: string | null, total: number | null = null, floor = false) => ({
  items: Array.from({ length: size }),
  next,
  total,
  total_is_floor: floor,
});

function walk(pages: number, total: number | null = null, floor = false): KnownPages {
  let known = nothingKnown;
  for (let page = 0; page < pages; page += 1) known = learnPage(known, page, size, full(`c${page + 1}`, total, floor));
  return known;
}

describe('learnPage', () => {
  it('collects cursors in order', () => {
    expect(walk(3).cursors).toEqual([null, 'c1', 'c2', 'c3']);
  });

  it('answers the same object when nothing is new', () => {
    const known = walk(2);
    expect(learnPage(known, 1, size, full('c2'))).toBe(known);
  });

  it('finds the end at the last page', () => {
    const known = learnPage(walk(1), 1, size, { items: [1, 2, 3], next: null, total: null, total_is_floor: false });
    expect(known.end).toBe(103);
    expect(rowCount(known)).toBe(103);
  });

  it('forgets the cursors behind a page that moved, but not how far the list reached', () => {
    const known = learnPage(walk(5), 1, size, full('other'));
    expect(known.cursors).toEqual([null, 'c1', 'other']);
    expect(known.reached).toBe(500);
  });

  it('an empty list has no rows', () => {
    const known = learnPage(nothingKnown, 0, size, { items: [], next: null, total: 0, total_is_floor: false });
    expect(rowCount(known)).toBe(0);
  });
});

describe('rowCount', () => {
  it('is exact for a counted list of ordinary length', () => {
    expect(rowCount(walk(1, 4321))).toBe(4321);
  });
  it('grows with the scrolling beyond what the server counts', () => {
    expect(rowCount(walk(1, exactRows, true))).toBe(exactRows);
    expect(rowCount(walk(150, exactRows, true))).toBe(15_000 + rowsAhead);
  });
  it('reaches no further than a known total', () => {
    expect(rowCount(walk(999, 100_000))).toBe(100_000);
  });
  it('is nothing before the first answer', () => {
    expect(rowCount(nothingKnown)).toBe(0);
  });
});

describe('pagesToAsk', () => {
  it('asks for what is on screen, and for the top', () => {
    expect(pagesToAsk(walk(9), size, 450, 520)).toEqual([0, 4, 5]);
  });
  it('walks on from the last known page when the scroll bar was dragged past it', () => {
    expect(pagesToAsk(walk(2), size, 5000, 5030)).toEqual([0, 2]);
  });
  it('never asks past the end', () => {
    const known = learnPage(walk(1), 1, size, { items: [1], next: null, total: null, total_is_floor: false });
    expect(pagesToAsk(known, size, 0, 900)).toEqual([0, 1]);
  });
});
