// The seller's steps in both languages at once, where the pair teaches.
import { seller_step as english } from '@lang/en.json';
import { seller_step as chinese } from '@lang/zh-CN.json';
import type { SellerStep } from '~/api/types';
import type { Language } from '~/format/money';

const names: Record<Language, Record<SellerStep, string>> = { en: english, 'zh-CN': chinese };

export function stepName(language: Language, step: SellerStep): string {
  return names[language][step];
}
