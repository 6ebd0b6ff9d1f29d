// What rule C24 was given, as far as its answer tells: the fields asked for up to a stage, less those it called missing.
import { stageNumber, type Stage } from '~/api/types';

const askedAt: readonly (readonly [string, Stage])[] = [
  ['account', 'satisfaction'],
  ['owner', 'satisfaction'],
  ['contact', 'satisfaction'],
  ['need_with_quote', 'recognition'],
  ['decision_maker', 'decision'],
  ['amount', 'decision'],
  ['improvement_sentence', 'decision'],
  ['criterion', 'criteria'],
  ['rival', 'criteria'],
  ['criterion_weights', 'assessment'],
  ['next_commitment', 'investigation'],
  ['expected_close', 'choice'],
  ['promised_value', 'reassessment'],
];

export function qualityInput(stage: Stage, evaluationSkipped: boolean, missing: readonly string[]): { stage: Stage; evaluation_skipped: boolean; present: string[] } {
  const asked = askedAt.filter(([, from]) => stageNumber(from) <= stageNumber(stage) && !(evaluationSkipped && from === 'assessment'));
  return { stage, evaluation_skipped: evaluationSkipped, present: asked.map(([field]) => field).filter((field) => !missing.includes(field)) };
}
