import { expect, test } from 'vitest';
import { countItems, type ErasureItem } from './erasure';

const item = (object_type: string, act: ErasureItem['act']): ErasureItem => ({ object_type, act, id: object_type, fields: [] });

test('what goes is counted by what becomes of it', () => {
  expect(countItems([item('contact', 'blanked'), item('note', 'blanked'), item('note', 'redacted'), item('note', 'blanked')])).toEqual([
    { object_type: 'contact', act: 'blanked', count: 1 },
    { object_type: 'note', act: 'blanked', count: 2 },
    { object_type: 'note', act: 'redacted', count: 1 },
  ]);
  expect(countItems([])).toEqual([]);
});
