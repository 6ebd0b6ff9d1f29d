// The three levels in both languages at once, where the pair teaches.
import { level as english } from '@lang/en.json';
import { level as chinese } from '@lang/zh-CN.json';
import type { ContactLevel } from '~/api/types';
import type { Language } from '~/format/money';

const names: Record<Language, Record<ContactLevel, string>> = { en: english, 'zh-CN': chinese };

export function levelName(language: Language, level: ContactLevel): string {
  return names[language][level];
}
