import { expect, test } from 'vitest';
import { tokenIn } from './link_token';

test('the token stands behind the #, or in the query of an older link', () => {
  expect(tokenIn({ hash: '#token=a_b-C', search: '' })).toBe('a_b-C');
  expect(tokenIn({ hash: '', search: '?token=old' })).toBe('old');
  expect(tokenIn({ hash: '#token=new', search: '?token=old&next=%2Ftoday' })).toBe('new');
  expect(tokenIn({ hash: '#main', search: '?next=%2Ftoday' })).toBeNull();
  expect(tokenIn({ hash: '', search: '' })).toBeNull();
});
