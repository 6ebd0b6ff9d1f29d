// The seller's steps laid under the customer's stages. The server computes the gap; this says where things are drawn
// and which sentence goes with it.
import { stageNumber, type SellerStep, type Stage } from '~/api/types';

/** Steps that serve the same stages share a box: demo and proposal both serve columns 5 and 6. */
export const stepBoxes: readonly (readonly SellerStep[])[] = [['preparation'], ['approach'], ['survey'], ['presentation'], ['demo', 'proposal'], ['close'], ['service']];

/** The first column (stage number) of the box in which each step is drawn. */
export const stepColumn: Record<SellerStep, number> = {
  preparation: 1,
  approach: 2,
  survey: 3,
  presentation: 4,
  demo: 5,
  proposal: 5,
  close: 7,
  service: 8,
};

export const stepForStage: Record<Stage, SellerStep> = {
  satisfaction: 'preparation',
  recognition: 'approach',
  decision: 'survey',
  criteria: 'presentation',
  assessment: 'demo',
  investigation: 'proposal',
  choice: 'close',
  reassessment: 'service',
};

export type Alignment = 'ahead' | 'behind' | 'in_step' | 'unknown';

export function alignmentOf(gap: number | null | undefined): Alignment {
  if (gap === null || gap === undefined) return 'unknown';
  if (gap > 0) return 'ahead';
  return gap < 0 ? 'behind' : 'in_step';
}

export interface StripPlan {
  customer: number;
  /** Where we are; null when no step was chosen. */
  seller: number | null;
  /** Where we should be, when that is elsewhere. */
  should: number | null;
  alignment: Alignment;
}

export function planStrip(stage: Stage, step: SellerStep | null, gap: number | null | undefined): StripPlan {
  const alignment = step ? alignmentOf(gap) : 'unknown';
  const seller = step ? stepColumn[step] : null;
  const should = alignment === 'in_step' ? null : stepColumn[stepForStage[stage]];
  return { customer: stageNumber(stage), seller, should: should === seller ? null : should, alignment };
}
