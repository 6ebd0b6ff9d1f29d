import { describe, expect, it } from 'vitest';
import { OwnWrites } from './own_writes';

describe('OwnWrites', () => {
  it('keeps the version an editor was opened at when somebody else wrote meanwhile', () => {
    const own = new OwnWrites<{ version: number; description: string }>();
    const opened = { version: 3, description: 'as opened' };
    own.note(4, { version: 5, description: 'mine, on top of theirs' }); // theirs was 4
    expect(own.from(opened)).toBe(opened);
  });
  it('carries on through our own writes, so that two quick edits do not clash', () => {
    const own = new OwnWrites<{ version: number }>();
    own.note(1, { version: 2 });
    own.note(2, { version: 3 });
    expect(own.from({ version: 1 }).version).toBe(3);
  });
  it('does not run in circles on an answer without a new version', () => {
    const own = new OwnWrites<{ version: number }>();
    own.note(1, { version: 1 });
    expect(own.from({ version: 1 }).version).toBe(1);
  });
});
