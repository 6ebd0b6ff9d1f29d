// Stage names in both languages at once: the rim of the wheel and the stage card teach the pair.
import { stage as english } from '@lang/en.json';
import { stage as chinese } from '@lang/zh-CN.json';
import type { Stage } from '~/api/types';
import type { Language } from '~/format/money';

const names: Record<Language, Record<Stage, string>> = { en: english, 'zh-CN': chinese };

export function stageName(language: Language, stage: Stage): string {
  return names[language][stage];
}
