// Reading evidence for the screen: which of it speaks for where the customer stands, which was cleared by a step back,
// what is wanted next. The rule itself (METHOD C1) is the server's; nothing here decides a position.
import { evidenceCodes, nextStage, stageNumber, stageOfCode, stages, starredCodes, type Evidence, type SourceClass, type Stage, type StageEvent } from '~/api/types';
import { weightOfSource } from '~/generated/entities';

export interface StepBack {
  to: Stage;
  at: string;
}

/** Regressions somebody entered, and the customer's own "not that bad" (DE-), which counts as one. */
export function stepsBack(events: readonly StageEvent[], evidence: readonly Evidence[]): StepBack[] {
  const entered = events.flatMap((event) => (event.kind === 'regression' && event.stage ? [{ to: event.stage, at: event.at }] : []));
  const said = evidence.filter((item) => item.code === 'DE-').map((item) => ({ to: 'recognition' as Stage, at: item.observed_at }));
  return [...entered, ...said].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** A step back clears what was observed up to that instant for every stage beyond it; it deletes nothing. */
export function isCleared(item: Evidence, backs: readonly StepBack[]): boolean {
  const stage = stageNumber(stageOfCode(item.code));
  return backs.some((back) => stage > stageNumber(back.to) && Date.parse(item.observed_at) <= Date.parse(back.at));
}

/** The strongest piece for each code: it is the one that counts. */
export function strongestByCode(evidence: readonly Evidence[]): Map<string, Evidence> {
  const best = new Map<string, Evidence>();
  for (const item of evidence) {
    const known = best.get(item.code);
    const gain = known ? weightOfSource[item.source_class] - weightOfSource[known.source_class] : 1;
    if (gain > 0 || (gain === 0 && known && Date.parse(item.observed_at) > Date.parse(known.observed_at))) best.set(item.code, item);
  }
  return best;
}

export interface StageEvidence {
  stage: Stage;
  counted: Evidence[];
  cleared: Evidence[];
}

/** All evidence by stage, furthest stage first, newest first within; stages without any are left out. */
export function byStage(evidence: readonly Evidence[], backs: readonly StepBack[]): StageEvidence[] {
  const newestFirst = [...evidence].sort((a, b) => Date.parse(b.observed_at) - Date.parse(a.observed_at));
  return [...stages]
    .reverse()
    .map((stage) => {
      const all = newestFirst.filter((item) => stageOfCode(item.code) === stage);
      return { stage, counted: all.filter((item) => !isCleared(item, backs)), cleared: all.filter((item) => isCleared(item, backs)) };
    })
    .filter((group) => group.counted.length + group.cleared.length > 0);
}

export interface Proof {
  code: string;
  evidence: Evidence;
}

/** What the position stands on: one line per code of the stage shown, starred codes first. */
export function proofsOf(stage: Stage, evidence: readonly Evidence[], backs: readonly StepBack[]): Proof[] {
  const best = strongestByCode(evidence.filter((item) => !isCleared(item, backs)));
  return evidenceCodes[stage]
    .flatMap((code) => {
      const item = best.get(code);
      return item && code !== 'DE-' && code !== 'SKIP5' ? [{ code, evidence: item }] : [];
    })
    .sort((a, b) => Number(starredCodes.has(b.code)) - Number(starredCodes.has(a.code)));
}

export interface Wanted {
  stage: Stage;
  /** Any one of these opens the next stage; empty when a starred one is there and only weight is missing. */
  starred: string[];
  other: string[];
}

/** The next stage's missing evidence, from the server's list (it knows of skipped stages and weights). */
export function wantedNext(stage: Stage, missing: readonly string[]): Wanted {
  const first = missing[0];
  return {
    stage: first ? stageOfCode(first) : nextStage(stage),
    starred: missing.filter((code) => starredCodes.has(code)),
    other: missing.filter((code) => !starredCodes.has(code)),
  };
}

/** A seller's own reading never looks like the customer's words (DESIGN §1.4). */
export function isCustomersWord(item: { source_class: SourceClass; quote: string | null }): boolean {
  return item.source_class !== 'inference' && Boolean(item.quote?.trim());
}
