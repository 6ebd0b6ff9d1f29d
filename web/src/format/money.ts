// Money for people (DESIGN §6.6). Chinese switches to 万 from 100,000 and to 亿 from 100 million; English to K and M.
// Intl's compact notation drops the separator in Chinese ("¥1860万"), hence our own.
import type { Money } from '~/api/types';

export type Language = 'zh-CN' | 'en';

export const minus = '−';
export const none = '–';

const digitsByCurrency = new Map<string, number>();

/** How many digits of the minor unit a currency has: 2 for CNY, 0 for JPY. */
export function minorDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    try {
      digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    } catch {
      digits = 2; // not a code Intl knows; ISO 4217's usual case
    }
    digitsByCurrency.set(currency, digits);
  }
  return digits;
}

export function currencySymbol(language: Language, currency: string): string {
  try {
    const parts = new Intl.NumberFormat(language, { style: 'currency', currency }).formatToParts(0);
    return parts.find((part) => part.type === 'currency')?.value ?? currency;
  } catch {
    return currency;
  }
}

export function formatNumber(value: number, fraction = 0, least = 0): string {
  const text = new Intl.NumberFormat('en', { minimumFractionDigits: least, maximumFractionDigits: fraction }).format(Math.abs(value));
  return value < 0 && Number(text.replaceAll(',', '')) !== 0 ? minus + text : text;
}

type Scale = 'one' | 'thousand' | 'wan' | 'million' | 'yi';
const factor: Record<Scale, number> = { one: 1, thousand: 1e3, wan: 1e4, million: 1e6, yi: 1e8 };
const suffix: Record<Scale, string> = { one: '', thousand: 'K', wan: ' 万', million: 'M', yi: ' 亿' };

function scaleFor(language: Language, value: number): Scale {
  const size = Math.abs(value);
  if (size < 1e5) return 'one';
  // The border moves down by what rounding would lift over it: 99,999,999 is 1 亿, not 10,000 万.
  if (language === 'zh-CN') return size >= 1e8 - 50 ? 'yi' : 'wan';
  return size >= 1e6 - 50 ? 'million' : 'thousand';
}

export interface MoneyOptions {
  /** Drops the trailing ".0" of English amounts, for round figures such as a filter's limit. */
  exact?: boolean;
  /** No decimals from 100 of the unit on, where space is short (the wheel). */
  short?: boolean;
}

export function formatMoney(language: Language, money: Money | null | undefined, options: MoneyOptions = {}): string {
  if (!money) return none;
  const digits = minorDigits(money.currency);
  const value = money.amount_minor / 10 ** digits;
  const scale = scaleFor(language, value);
  const scaled = Math.abs(value) / factor[scale];
  let figure: string;
  if (scale === 'one') figure = formatNumber(scaled, scaled >= 1000 || Number.isInteger(scaled) ? 0 : digits, 0);
  else if (options.short && scaled >= 100) figure = formatNumber(scaled, 0);
  else if (language === 'zh-CN') figure = formatNumber(scaled, 2);
  else figure = formatNumber(scaled, 1, options.exact ? 0 : 1);
  return `${value < 0 ? minus : ''}${currencySymbol(language, money.currency)}${figure}${suffix[scale]}`;
}

/** Sums never mix currencies: each is shown, largest first as the server sends them. */
export function formatMoneyList(language: Language, values: readonly Money[] | null | undefined): string {
  if (!values || values.length === 0) return none;
  return values.map((money) => formatMoney(language, money)).join(' + ');
}

export function formatAmount(language: Language, amount: number | null | undefined, currency: string | null | undefined): string {
  if (amount === null || amount === undefined || !currency) return none;
  return formatMoney(language, { amount_minor: amount, currency });
}

/** What a person types into an amount field ("1,860", "18.6万", "1.2m") as minor units; null when it is no amount. */
export function parseAmount(text: string, currency: string): number | null {
  const match = /^\s*[¥￥$€£]?\s*(-|−)?([\d,，]*\.?\d*)\s*(万|亿|k|m|w)?\s*$/i.exec(text.normalize('NFKC'));
  if (!match?.[2] || match[2] === '.') return null;
  const unit = { 万: 1e4, w: 1e4, 亿: 1e8, k: 1e3, m: 1e6 }[match[3]?.toLowerCase() ?? ''] ?? 1;
  const value = Number(match[2].replaceAll(/[,，]/g, '')) * unit * 10 ** minorDigits(currency);
  if (!Number.isFinite(value) || !Number.isSafeInteger(Math.round(value))) return null;
  return Math.round(value) * (match[1] ? -1 : 1);
}
