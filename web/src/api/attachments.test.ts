import { expect, test } from 'vitest';
import { fileSize, shownAs } from './attachments';

test('pictures, PDF and plain text are shown; nothing that could run is', () => {
  expect(['image/png', 'image/jpeg', 'image/webp', 'image/gif'].map(shownAs)).toEqual(['image', 'image', 'image', 'image']);
  expect(shownAs('application/pdf')).toBe('pdf');
  expect(shownAs('text/plain')).toBe('text');
  for (const type of ['image/svg+xml', 'text/html', 'application/zip', 'application/octet-stream', '']) expect(shownAs(type)).toBe(null);
});

test('sizes are short', () => {
  expect([0, 1023, 1024, 1536 * 1024].map(fileSize)).toEqual(['0 B', '1023 B', '1 KiB', '1.5 MiB']);
});
