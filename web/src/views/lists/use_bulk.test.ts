import { describe, expect, it } from 'vitest';
import { inParallel } from './use_bulk';

describe('inParallel', () => {
  it('works through all, never more than the limit at once', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      done.push(item);
    });
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });
  it('does nothing for nothing', async () => {
    await inParallel([], 4, () => Promise.reject(new Error('not called')));
  });
});
