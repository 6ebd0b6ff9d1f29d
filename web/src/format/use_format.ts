// The formatters bound to the language on screen.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money } from '~/api/types';
import { formatDate, formatDateTime, formatRelative, formatTime, formatWeekday } from './dates';
import { formatAmount, formatMoney, formatMoneyList, formatNumber, type Language, type MoneyOptions } from './money';
import { formatDelta, formatPercent } from './percent';

export function makeFormat(language: Language) {
  return {
    language,
    other: language === 'zh-CN' ? ('en' as const) : ('zh-CN' as const),
    money: (money: Money | null | undefined, options?: MoneyOptions) => formatMoney(language, money, options),
    amount: (amount: number | null | undefined, currency: string | null | undefined) => formatAmount(language, amount, currency),
    moneyList: (values: readonly Money[] | null | undefined) => formatMoneyList(language, values),
    number: formatNumber,
    percent: formatPercent,
    delta: formatDelta,
    date: (text: string | Date, options?: { year?: boolean }) => formatDate(language, text, new Date(), options),
    dateTime: (text: string | Date) => formatDateTime(language, text),
    time: formatTime,
    weekday: (text: string | Date) => formatWeekday(language, text),
    relative: (text: string | Date) => formatRelative(language, text),
  };
}

export type Format = ReturnType<typeof makeFormat>;

export function useFormat(): Format {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  return useMemo(() => makeFormat(language), [language]);
}
