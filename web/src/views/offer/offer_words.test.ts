import { describe, expect, it } from 'vitest';
import { makeFormat } from '~/format/use_format';
import { amountText } from './offer_words';

describe('the amount of a statement', () => {
  it('is money where its unit is a currency', () => {
    expect(amountText({ amount: 300_000, unit: 'CNY', period: '年' }, makeFormat('zh-CN'))).toBe('¥30 万 / 年');
    expect(amountText({ amount: 12, unit: 'hours', period: 'week' }, makeFormat('en'))).toBe('12 hours / week');
    expect(amountText({ amount: null, unit: 'CNY', period: null }, makeFormat('en'))).toBe('');
  });
});
