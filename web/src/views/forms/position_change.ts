// What saving evidence did to the position, as the sentence that says it. Proven below what was claimed, and a step
// back, are never told as a success.
import { nextStage, stageNumber, starredCodes, stageOfCode, type Position, type Stage } from '~/api/types';
import { isUnproven } from '~/api/types';

type Change =
  /** Nothing to compare, or the position is what it was. */
  | { kind: 'saved' }
  | { kind: 'rose' | 'fell'; from: Stage; to: Stage }
  | { kind: 'proven'; to: Stage }
  /** A claim stood on no proof; what is proven by now lies before it. */
  | { kind: 'below_claim'; from: Stage; to: Stage; next: Stage }
  | { kind: 'new_lap'; to: Stage; lap: number };

/** `toProve`: the codes to get next after the change, from the "why" answer. */
export function positionChange(before: Position | null, after: Position | null, toProve: readonly string[] = []): Change {
  if (!before || !after) return { kind: 'saved' };
  const { stage: from } = before;
  const { stage: to } = after;
  if (after.lap > before.lap) return { kind: 'new_lap', to, lap: after.lap };
  const step = stageNumber(to) - stageNumber(from);
  if (isUnproven(before) && !isUnproven(after)) {
    if (step < 0) return { kind: 'below_claim', from, to, next: stageOfMissing(after, toProve) };
    if (step === 0) return { kind: 'proven', to };
  }
  if (step === 0) return { kind: 'saved' };
  return { kind: step > 0 ? 'rose' : 'fell', from, to };
}

function stageOfMissing(position: Position, toProve: readonly string[]): Stage {
  const first = toProve[0];
  return first ? stageOfCode(first) : nextStage(position.stage);
}

type Translate = (key: string, values?: Record<string, unknown>) => string;

export function changeSentence(t: Translate, code: string, before: Position | null, after: Position | null, toProve: readonly string[] = []): string {
  const change = positionChange(before, after, toProve);
  const name = t(`evidence.${code}`);
  const to = 'to' in change ? { number: stageNumber(change.to), stage: t(`stage.${change.to}`) } : {};
  const from = 'from' in change ? { from_number: stageNumber(change.from), from: t(`stage.${change.from}`) } : {};
  const starred = toProve.filter((one) => starredCodes.has(one)).slice(0, 2);
  const wanted = starred.map((one) => t(`evidence.${one}`)).join(t('evidence_form.or'));
  switch (change.kind) {
    case 'saved':
      return t('evidence_form.saved', { name });
    case 'rose':
      return t('evidence_form.moved', { ...from, ...to });
    case 'fell':
      return t('evidence_form.fell', { ...from, ...to, name }) + (wanted ? t('evidence_form.fell_wanted', { wanted }) : '');
    case 'proven':
      return t('evidence_form.proven', to);
    case 'new_lap':
      return t('evidence_form.new_lap', { ...to, lap: change.lap });
    case 'below_claim': {
      const next = { next_number: stageNumber(change.next), next: t(`stage.${change.next}`) };
      const why = wanted ? t('evidence_form.first_wanted', { ...next, wanted }) : t('evidence_form.first_stage', next);
      return t('evidence_form.below_claim', { ...from, ...to, name, why });
    }
  }
}
