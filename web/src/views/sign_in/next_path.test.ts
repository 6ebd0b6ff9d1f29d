import { describe, expect, it } from 'vitest';
import { nextPath } from './next_path';

describe('the way on after signing in', () => {
  it.each([
    ['/wheel?stage=4', '/wheel?stage=4'],
    ['//evil.example', '/today'],
    ['/\\evil.example', '/today'],
    ['https://evil.example', '/today'],
    ['javascript:alert(1)', '/today'],
    ['/sign_in?next=/sign_in', '/today'],
    ['', '/today'],
  ])('%s', (next, expected) => {
    expect(nextPath(new URLSearchParams({ next }))).toBe(expected);
  });
});
