import { describe, expect, it } from 'vitest';
import { isChunkFailure } from './chunk_failure';

describe('isChunkFailure', () => {
  it('knows a script and a style sheet that could not be loaded, in every browser', () => {
    expect(isChunkFailure(new TypeError('Failed to fetch dynamically imported module: http://x/a.js'))).toBe(true);
    expect(isChunkFailure(new TypeError('Importing a module script failed.'))).toBe(true);
    expect(isChunkFailure(new Error('Unable to preload CSS for /assets/call-1.css'))).toBe(true);
  });
  it('does not take a fault of the page for one', () => {
    expect(isChunkFailure(new TypeError("Cannot read properties of undefined (reading 'name')"))).toBe(false);
    expect(isChunkFailure('module')).toBe(false);
  });
});
