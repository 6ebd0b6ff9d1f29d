import { describe, expect, it } from 'vitest';
import { excessOf } from './too_long';

describe('excessOf', () => {
  it('says how much there is and how much may be', () => expect(excessOf('a'.repeat(300), 200)).toEqual({ length: 300, max: 200 }));
  it('counts letters beyond the basic plane once', () => expect(excessOf('𠮷'.repeat(200), 200)).toBeNull());
  it('has nothing against text without a limit', () => expect(excessOf('a'.repeat(300), undefined)).toBeNull());
});
