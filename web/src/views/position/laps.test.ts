import { expect, test } from 'vitest';
import type { Evidence } from '~/api/types';
import { beforeLapStart, closingWords, sinceLapStart } from './laps';

const said = (code: string, observed_at: string) => ({ code, observed_at }) as Evidence;
const story = [
  said('AK1', '2026-01-05T00:00:00Z'),
  said('SA1', '2026-05-01T00:00:00Z'),
  said('SA2', '2026-05-20T00:00:00Z'),
  said('AK1', '2026-06-10T00:00:00Z'),
];
const start = '2026-05-20T00:00:00Z';
const at = (item: Evidence) => item.observed_at;

test('the first lap holds everything', () => {
  expect(sinceLapStart(story, at, null)).toHaveLength(4);
  expect(beforeLapStart(story, null)).toEqual([]);
  expect(closingWords(story, null)).toBeNull();
});

test('what closes a lap belongs to the next one', () => {
  expect(sinceLapStart(story, at, start).map((item) => item.code)).toEqual(['SA2', 'AK1']);
  expect(beforeLapStart(story, start).map((item) => item.code)).toEqual(['AK1', 'SA1']);
});

test('a lap ends with the value confirmed', () => {
  expect(closingWords(story, start)?.code).toBe('SA1');
});
