import { describe, expect, it } from 'vitest';
import { findEmails, nameFromEmail, unreadParts } from './emails';

describe('pasted addresses', () => {
  it('are found in any shape, once each', () => {
    expect(findEmails('Lin <lin.xt@example.com>，ZHOU@example.cn；lin.xt@example.com\nno address here')).toEqual(['lin.xt@example.com', 'zhou@example.cn']);
    expect(findEmails('ｌｉｎ＠example．com')).toEqual(['lin@example.com']);
    expect(findEmails('no address')).toEqual([]);
  });

  it('leave over what is none', () => {
    expect(unreadParts('bob@x.test, nonsense, BOB@x.test')).toEqual(['nonsense']);
    expect(unreadParts('Lin <lin@x.test>；周启航\ndan@x.test')).toEqual(['周启航']);
  });

  it('give a name to begin with', () => {
    expect(nameFromEmail('lin.xiaotong@example.com')).toBe('Lin Xiaotong');
  });
});
