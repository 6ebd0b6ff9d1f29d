import { describe, expect, it } from 'vitest';
import type { Position } from '~/api/types';
import en from '~/i18n/en/evidence_form.json';
import zh from '~/i18n/zh-CN/evidence_form.json';
import { changeSentence, positionChange } from './position_change';

function position(stage: Position['stage'], basis: Position['basis'], more: Partial<Position> = {}): Position {
  return {
    stage,
    basis,
    proven_stage: basis === 'proven' ? stage : null,
    claimed_stage: null,
    overclaim: null,
    confidence: 0,
    entered_at: null,
    dwell_days: 0,
    age_last_days: null,
    stuck_line_days: 60,
    stale: false,
    stuck: false,
    stuck_at: null,
    stale_at: null,
    inferred: [],
    lap: 1,
    ...more,
  };
}

const claimed = position('criteria', 'claimed');

describe('what saving evidence did', () => {
  it('names a rise by both ends', () => {
    expect(positionChange(position('recognition', 'proven'), position('decision', 'proven'))).toEqual({ kind: 'rose', from: 'recognition', to: 'decision' });
    expect(positionChange(claimed, position('assessment', 'proven'))).toEqual({ kind: 'rose', from: 'criteria', to: 'assessment' });
  });

  it('does not tell a proof below the claim as a rise', () => {
    const after = position('satisfaction', 'proven');
    expect(positionChange(claimed, after, ['AK1', 'AK2'])).toEqual({ kind: 'below_claim', from: 'criteria', to: 'satisfaction', next: 'recognition' });
  });

  it('tells a step back as one', () => {
    expect(positionChange(position('decision', 'proven'), position('recognition', 'proven')).kind).toBe('fell');
  });

  it('tells a claim that is proven now, and one that stays a claim', () => {
    expect(positionChange(claimed, position('criteria', 'proven')).kind).toBe('proven');
    expect(positionChange(claimed, claimed).kind).toBe('saved');
    expect(positionChange(null, claimed).kind).toBe('saved');
  });

  it('does not tell the end of a lap as a fall', () => {
    expect(positionChange(position('reassessment', 'proven'), position('satisfaction', 'proven', { lap: 2 }))).toEqual({ kind: 'new_lap', to: 'satisfaction', lap: 2 });
  });

  it.each([
    ['en', en],
    ['zh', zh],
  ])('%s: says where it fell from, where to and what is missing', (_, pack: Record<string, string>) => {
    const t = (key: string, values: Record<string, unknown> = {}) =>
      (pack[key.replace('evidence_form.', '')] ?? key).replace(/\{(\w+)\}/g, (__, name: string) => String(values[name] ?? `{${name}}`));
    const text = changeSentence(t, 'CR1', claimed, position('satisfaction', 'proven'), ['AK1', 'AK3', 'AK2']);
    for (const part of ['4', 'stage.criteria', '1', 'stage.satisfaction', '2', 'stage.recognition', 'evidence.AK1']) expect(text).toContain(part);
    expect(text).not.toMatch(/[{}]/);
    const fall = changeSentence(t, 'DE1', position('decision', 'proven'), position('satisfaction', 'proven'), ['AK1']);
    expect(fall).toContain('evidence.AK1');
    expect(changeSentence(t, 'DE1', position('decision', 'proven'), position('satisfaction', 'proven'))).not.toContain('AK1');
    expect(fall).not.toMatch(/[{}]/);
  });
});
