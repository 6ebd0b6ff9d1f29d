// Stage names in both languages at once: the rim of the wheel and the stage card teach the pair. Written out here
// because importing the packs for sixteen words would load both of them; a test keeps them the same.
import type { Stage } from '~/api/types';
import type { Language } from '~/format/money';

export const stageNames: Record<Language, Record<Stage, string>> = {
  'zh-CN': {
    satisfaction: '满意',
    recognition: '认识',
    decision: '决定',
    criteria: '制订标准',
    assessment: '评价',
    investigation: '调查',
    choice: '选择',
    reassessment: '再评价',
  },
  en: {
    satisfaction: 'Satisfaction',
    recognition: 'Recognition',
    decision: 'Decision',
    criteria: 'Criteria',
    assessment: 'Assessment',
    investigation: 'Investigation',
    choice: 'Choice',
    reassessment: 'Reassessment',
  },
};

export function stageName(language: Language, stage: Stage): string {
  return stageNames[language][stage];
}
