import { expect, test } from 'vitest';
import { readLimit, shownLimit } from './workspace_limit';

test('an empty limit is none, and what is no whole number is refused', () => {
  expect(readLimit('')).toBe(0);
  expect(readLimit(' 10240 ')).toBe(10_240);
  for (const text of ['many', '-1', '1.5', '1e3', '1234567']) expect(readLimit(text)).toBeNull();
  expect(readLimit('100000000', 9)).toBe(100_000_000);
  expect([shownLimit(0), shownLimit(7)]).toEqual(['', '7']);
});
