import { describe, expect, it } from 'vitest';
import { findEmails, nameFromEmail } from './emails';

describe('pasted addresses', () => {
  it('are found in any shape, once each', () => {
    expect(findEmails('Lin <lin.xt@example.com>，ZHOU@example.cn；lin.xt@example.com\nno address here')).toEqual(['lin.xt@example.com', 'zhou@example.cn']);
    expect(findEmails('ｌｉｎ＠example．com')).toEqual(['lin@example.com']);
    expect(findEmails('no address')).toEqual([]);
  });

  it('give a name to begin with', () => {
    expect(nameFromEmail('lin.xiaotong@example.com')).toBe('Lin Xiaotong');
  });
});
