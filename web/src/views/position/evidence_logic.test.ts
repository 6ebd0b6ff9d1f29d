import { describe, expect, it } from 'vitest';
import type { Evidence, StageEvent } from '~/api/types';
import { byStage, isCleared, isCustomersWord, proofsOf, stepsBack, strongestByCode, wantedNext } from './evidence_logic';

function evidence(code: string, day: number, more: Partial<Evidence> = {}): Evidence {
  return {
    id: `${code}-${day}`,
    version: 1,
    created_at: '',
    updated_at: '',
    account_id: null,
    opportunity_id: 'o',
    contact_id: null,
    code: code as Evidence['code'],
    source_class: 'quote',
    quote: 'words',
    document: '',
    observed_at: `2026-03-${String(day).padStart(2, '0')}T08:00:00Z`,
    back_dated: false,
    ...more,
  };
}

function regression(to: StageEvent['stage'], day: number): StageEvent {
  return {
    id: `r${day}`,
    version: 1,
    created_at: '',
    updated_at: '',
    opportunity_id: 'o',
    contact_id: null,
    kind: 'regression',
    stage: to,
    at: `2026-03-${String(day).padStart(2, '0')}T08:00:00Z`,
    reason: '',
    source: '',
  };
}

describe('steps back', () => {
  it('clear what was observed up to then, beyond the stage stepped back to', () => {
    const backs = stepsBack([regression('criteria', 10)], []);
    expect(isCleared(evidence('IN1', 9), backs)).toBe(true);
    expect(isCleared(evidence('IN1', 10), backs)).toBe(true);
    expect(isCleared(evidence('IN1', 11), backs)).toBe(false);
    expect(isCleared(evidence('CR1', 1), backs)).toBe(false);
  });
  it('count the customer’s own retreat', () => {
    const said = evidence('DE-', 12);
    expect(isCleared(evidence('DE1', 5), stepsBack([], [said]))).toBe(true);
    expect(isCleared(evidence('AK1', 5), stepsBack([], [said]))).toBe(false);
  });
});

describe('evidence on screen', () => {
  it('takes the strongest piece of each code, the newer of equals', () => {
    const best = strongestByCode([
      evidence('CR1', 1, { source_class: 'inference' }),
      evidence('CR1', 2),
      evidence('CR1', 3, { source_class: 'second_hand' }),
      evidence('CR1', 4, { source_class: 'document' }),
    ]);
    expect(best.get('CR1')?.id).toBe('CR1-4');
  });
  it('groups by stage, furthest first, cleared apart', () => {
    const groups = byStage([evidence('AK1', 1), evidence('DE1', 2), evidence('DE2', 20)], stepsBack([regression('recognition', 5)], []));
    expect(groups.map((group) => group.stage)).toEqual(['decision', 'recognition']);
    expect(groups[0]?.counted.map((item) => item.code)).toEqual(['DE2']);
    expect(groups[0]?.cleared.map((item) => item.code)).toEqual(['DE1']);
  });
  it('lists the proofs of a stage with the starred ones first', () => {
    expect(proofsOf('criteria', [evidence('CR3', 3), evidence('CR1', 1), evidence('AK1', 1)], []).map((proof) => proof.code)).toEqual(['CR1', 'CR3']);
  });
  it('reads the stage that is wanted from the missing codes, skipped stages included', () => {
    expect(wantedNext('criteria', ['IN1', 'IN3'])).toEqual({ stage: 'investigation', starred: ['IN1'], other: ['IN3'] });
    expect(wantedNext('reassessment', []).stage).toBe('satisfaction');
  });
  it('never lets an inference look like the customer’s words', () => {
    expect(isCustomersWord({ source_class: 'inference', quote: 'they love us' })).toBe(false);
    expect(isCustomersWord({ source_class: 'quote', quote: '2 分钟' })).toBe(true);
  });
});
