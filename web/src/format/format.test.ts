import { describe, expect, it } from 'vitest';
import { dayInZone, daysBetween, formatDate, formatDateTime, formatRelative, formatWeekday, isoDate, parseMoment } from './dates';
import { formatAmount, formatMoney, formatMoneyList, minorDigits, parseAmount } from './money';
import { formatDelta, formatPercent, percentsTotalling100 } from './percent';

const yuan = (value: number) => ({ currency: 'CNY', amount_minor: Math.round(value * 100) });

describe('money', () => {
  it.each([
    [86_400, '¥86,400', 'CN¥86,400'],
    [99_999, '¥99,999', 'CN¥99,999'],
    [100_000, '¥10 万', 'CN¥100.0K'],
    [18_600_000, '¥1,860 万', 'CN¥18.6M'],
    [286_000_000, '¥2.86 亿', 'CN¥286.0M'],
    [99_999_999, '¥1 亿', 'CN¥100.0M'],
    [999_980, '¥100 万', 'CN¥1.0M'],
    [123_456_789, '¥1.23 亿', 'CN¥123.5M'],
    [0, '¥0', 'CN¥0'],
    [12.5, '¥12.5', 'CN¥12.5'],
    [-18_600_000, '−¥1,860 万', '−CN¥18.6M'],
  ])('%d', (value, chinese, english) => {
    expect(formatMoney('zh-CN', yuan(value))).toBe(chinese);
    expect(formatMoney('en', yuan(value))).toBe(english);
  });

  it('knows the digits of each currency', () => {
    expect(minorDigits('JPY')).toBe(0);
    expect(minorDigits('CNY')).toBe(2);
    expect(formatMoney('en', { currency: 'JPY', amount_minor: 50_000 })).toBe('¥50,000');
    expect(formatMoney('zh-CN', { currency: 'USD', amount_minor: 123_400_00 })).toBe('US$12.34 万');
  });

  it('drops the decimal of a round limit when asked', () => {
    expect(formatMoney('en', yuan(1_000_000), { exact: true })).toBe('CN¥1M');
  });

  it('keeps figures short where space is', () => {
    expect(formatMoney('zh-CN', yuan(49_382_700), { short: true })).toBe('¥4,938 万');
    expect(formatMoney('zh-CN', yuan(286_000_000), { short: true })).toBe('¥2.86 亿');
    expect(formatMoney('en', yuan(286_000_000), { short: true })).toBe('CN¥286M');
    expect(formatMoney('en', yuan(18_640_000), { short: true })).toBe('CN¥18.6M');
  });

  it('never mixes currencies and never shows nothing as zero', () => {
    expect(formatMoneyList('en', [yuan(1_000_000), { currency: 'USD', amount_minor: 20_000_000 }])).toBe('CN¥1.0M + $200.0K');
    expect(formatMoneyList('en', [])).toBe('–');
    expect(formatAmount('en', null, 'CNY')).toBe('–');
  });

  it('reads what people type', () => {
    expect(parseAmount('1,860万', 'CNY')).toBe(1_860_000_000);
    expect(parseAmount('１８.６ 万', 'CNY')).toBe(18_600_000);
    expect(parseAmount('¥86,400', 'CNY')).toBe(8_640_000);
    expect(parseAmount('1.2m', 'USD')).toBe(120_000_000);
    expect(parseAmount('500', 'JPY')).toBe(500);
    expect(parseAmount('about 5', 'CNY')).toBeNull();
    expect(parseAmount('', 'CNY')).toBeNull();
    expect(parseAmount('99999999999999999', 'CNY')).toBeNull();
  });
});

describe('dates', () => {
  const now = new Date(2026, 2, 18, 9, 20);

  it('leaves out the present year', () => {
    expect(formatDate('zh-CN', '2026-03-18', now)).toBe('3月18日');
    expect(formatDate('en', '2026-03-18', now)).toBe('18 Mar');
    expect(formatDate('zh-CN', '2027-06-30', now)).toBe('2027年6月30日');
    expect(formatDate('en', '2027-06-30', now)).toBe('30 Jun 2027');
    expect(formatDateTime('zh-CN', now, now)).toBe('3月18日 09:20');
    expect(formatDateTime('en', now, now)).toBe('18 Mar, 09:20');
    expect(formatWeekday('zh-CN', now)).toBe('周三');
    expect(formatWeekday('en', now)).toBe('Wed');
  });

  it('keeps a date a date in every time zone', () => {
    expect(isoDate(parseMoment('2026-06-30'))).toBe('2026-06-30');
  });

  it.each([
    [0, '今天', 'today'],
    [-1, '昨天', 'yesterday'],
    [1, '明天', 'tomorrow'],
    [-3, '3 天前', '3 days ago'],
    [7, '7 天后', 'in 7 days'],
    [-8, '3月10日', '10 Mar'],
  ])('relative %d', (days, chinese, english) => {
    const then = new Date(2026, 2, 18 + days, 23, 59);
    expect(daysBetween(now, then)).toBe(days);
    expect(formatRelative('zh-CN', then, now)).toBe(chinese);
    expect(formatRelative('en', then, now)).toBe(english);
  });

  it('says – for what is no date', () => {
    expect(formatDate('en', 'soon', now)).toBe('–');
  });
});

describe('percent', () => {
  it('uses the minus sign and half up', () => {
    expect(formatPercent(0.188)).toBe('18.8%');
    expect(formatPercent(0.1225)).toBe('12.3%');
    expect(formatPercent(null)).toBe('–');
    expect(formatDelta(-3)).toBe('−3');
    expect(formatDelta(9)).toBe('+9');
    expect(formatDelta(0)).toBe('0');
    expect(formatDelta(-0.2)).toBe('0');
  });

  it('totals 100.0', () => {
    // 48 customers of the design: 7 9 6 8 6 5 4 3
    expect(percentsTotalling100([7, 9, 6, 8, 6, 5, 4, 3])).toEqual([14.6, 18.8, 12.5, 16.7, 12.5, 10.4, 8.3, 6.2]);
    expect(percentsTotalling100([1, 1, 1])).toEqual([33.4, 33.3, 33.3]);
    expect(percentsTotalling100([0, 0])).toEqual([0, 0]);
    expect(percentsTotalling100([0, 5])).toEqual([0, 100]);
  });

  it('totals 100.0 for any counts', () => {
    let seed = 7;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    for (let round = 0; round < 500; round += 1) {
      const parts = Array.from({ length: 8 }, () => Math.floor(random() * 10_000));
      const total = percentsTotalling100(parts).reduce((sum, part) => sum + Math.round(part * 10), 0);
      expect(total).toBe(parts.some((part) => part > 0) ? 1000 : 0);
    }
  });
});

describe('days of the book', () => {
  it('are those of its time zone, wherever the browser stands', () => {
    const lateInLondon = '2026-11-30T22:30:00Z';
    expect(isoDate(dayInZone('Asia/Shanghai', lateInLondon))).toBe('2026-12-01');
    expect(isoDate(dayInZone('America/New_York', lateInLondon))).toBe('2026-11-30');
    expect(isoDate(dayInZone('Asia/Shanghai', '2026-11-30'))).toBe('2026-11-30');
  });
});
