import { expect, test } from 'vitest';
import { fileName } from './documents';

test('a file is named as the server says', () => {
  expect(fileName("attachment; filename=\"deal-sheet.pdf\"; filename*=UTF-8''%E4%BA%8C%E6%9C%9F.pdf", 'x')).toBe('二期.pdf');
  expect(fileName('attachment; filename="accounts.csv"', 'x')).toBe('accounts.csv');
});

test('a name that cannot be read is no reason to lose the file', () => {
  expect(fileName("attachment; filename=\"a.pdf\"; filename*=UTF-8''%E4%BA%", 'x')).toBe('a.pdf');
  expect(fileName(null, 'plan.pdf')).toBe('plan.pdf');
});
