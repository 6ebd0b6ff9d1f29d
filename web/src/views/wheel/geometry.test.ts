import { describe, expect, it } from 'vitest';
import { stages } from '~/api/types';
import { dotDistance, dotRadius, dotsPerStage, knob, outerLabel, phoneDial, placeDots, rimPath, sectorPath, splitDots, stackedArea, textPath, type DotInput, wideDial } from './geometry';

function portfolio(count: number, seed = 5): DotInput[] {
  let state = seed;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  return Array.from({ length: count }, (_, index) => {
    const ratio = random() * 1.3;
    const stage = stages[index % 8] ?? 'criteria';
    return {
      id: `id-${index}`,
      stage,
      amount_minor: Math.round(random() * 2e9),
      dwell_days: Math.round(ratio * 60),
      stall_ratio: stage === 'satisfaction' ? null : ratio,
      stuck: stage !== 'satisfaction' && ratio > 1,
    };
  });
}

describe('the drawing of the design', () => {
  it('has the arcs of the picture', () => {
    expect(sectorPath(wideDial, 0)).toBe('M340 119A187 187 0 0 1 472.23 173.77L382.43 263.57A60 60 0 0 0 340 246Z');
    expect(rimPath(wideDial, 0)).toBe('M341.25 68A238 238 0 0 1 507.41 136.83L473.46 170.77A190 190 0 0 0 341.25 116Z');
    expect(textPath(wideDial, 0, wideDial.name)).toBe('M340 90A216 216 0 0 1 492.74 153.26');
    expect(textPath(wideDial, 2, wideDial.name)).toBe('M499.81 465.81A226 226 0 0 0 566 306');
  });

  it('has the knobs and labels of the picture', () => {
    expect(knob(wideDial, 0).center).toEqual({ x: 520.31, y: 125.69 });
    expect(knob(wideDial, 0).arrow.rotate).toBeCloseTo(49.9, 1);
    expect(outerLabel(wideDial, 0)).toEqual({ x: 446.73, y: 49.64, anchor: 'start' });
    expect(outerLabel(wideDial, 6)).toEqual({ x: 96.1, y: 202.97, anchor: 'end' });
  });
});

describe('dots', () => {
  it.each([
    ['wide', wideDial, 48],
    ['wide', wideDial, 80],
    ['phone', phoneDial, 48],
  ])('%s: none overlaps, none leaves its sector, the stall line means what it says', (_, dial, count) => {
    const dots = portfolio(count);
    const placed = placeDots(dial, dots);
    expect(placed).toHaveLength(count);
    for (const [index, dot] of placed.entries()) {
      expect(dot.degrees).toBeGreaterThan(dot.index * 45);
      expect(dot.degrees).toBeLessThan(dot.index * 45 + 45);
      expect(dot.distance + dot.radius).toBeLessThan(dial.rimInner + 1);
      expect(dot.distance - dot.radius).toBeGreaterThan(dial.hub);
      const stuck = dots.find((one) => one.id === dot.id)?.stuck;
      if (stuck) expect(dot.distance).toBeGreaterThan(dial.stall);
      else expect(dot.distance).toBeLessThan(dial.stall);
      for (const other of placed.slice(index + 1)) {
        if (other.index !== dot.index) continue;
        const apart = Math.hypot(dot.x - other.x, dot.y - other.y);
        expect(apart, `${dot.id} ${other.id}`).toBeGreaterThan((dot.radius + other.radius) * 0.7);
      }
    }
  });

  it('are placed the same way every time, in whatever order they come', () => {
    const dots = portfolio(48);
    const key = (list: ReturnType<typeof placeDots>) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(key(placeDots(wideDial, [...dots].reverse()))).toEqual(key(placeDots(wideDial, dots)));
  });

  it('leave the ring free where the rest is counted', () => {
    for (const dot of placeDots(wideDial, portfolio(80), 36)) expect(dot.distance - dot.radius).toBeGreaterThan(wideDial.hub + 36);
  });

  it('have an area in proportion to the amount', () => {
    const full = dotRadius(wideDial, 400, 400, 10);
    expect(dotRadius(wideDial, 200, 400, 10) ** 2 / full ** 2).toBeCloseTo(0.5, 1);
    expect(dotRadius(wideDial, null, 400, 10)).toBeGreaterThan(3);
  });

  it('lie half-way at half of the line and never past it before their time', () => {
    expect(dotDistance(wideDial, { stall_ratio: 0.5, dwell_days: 10, stuck: false }, 6)).toBe(wideDial.half);
    expect(dotDistance(wideDial, { stall_ratio: 1, dwell_days: 10, stuck: false }, 6)).toBeLessThan(wideDial.stall - 6);
    expect(dotDistance(wideDial, { stall_ratio: 1.01, dwell_days: 10, stuck: true }, 6)).toBeGreaterThan(wideDial.stall);
    expect(dotDistance(wideDial, { stall_ratio: null, dwell_days: 5000, stuck: false }, 6)).toBeLessThan(wideDial.stall);
  });

  it('collapse into counts above 150', () => {
    const few = splitDots(portfolio(150), {}, 150);
    expect(few.shown).toHaveLength(150);
    const many = splitDots(portfolio(150), { criteria: 10 }, 160);
    expect(many.shown).toHaveLength(80);
    expect(Object.values(many.rest).reduce((sum, n) => sum + n, 0)).toBe(80);
  });

  it('stand for every stage, however small what is in it', () => {
    const dots = portfolio(150).map((dot) => ({ ...dot, amount_minor: dot.stage === 'satisfaction' ? null : 5 }));
    const { shown, rest } = splitDots(dots, { satisfaction: 482 }, 632);
    expect(shown.filter((dot) => dot.stage === 'satisfaction')).toHaveLength(dotsPerStage);
    expect(shown.length + Object.values(rest).reduce((sum, n) => sum + n, 0)).toBe(632);
  });

  it.each([
    ['wide', wideDial, 30],
    ['wide', wideDial, 85],
    ['wide', wideDial, 150],
    ['phone', phoneDial, 85],
  ])('%s: all %# beyond the stall line of one stage have a place of their own', (_, dial, count) => {
    const old = portfolio(count).map((dot, at) => ({ ...dot, stage: 'recognition' as const, stuck: true, stall_ratio: 1 + at / 10 }));
    const { shown, rest } = splitDots(old, {}, count);
    expect(shown).toHaveLength(count);
    expect(rest).toEqual({});
    const placed = placeDots(dial, shown);
    expect(new Set(placed.map((dot) => dot.id)).size).toBe(count);
    for (const [at, dot] of placed.entries()) {
      const ring = dot.ring ?? 0;
      expect(dot.radius).toBeGreaterThan(0.5);
      expect(dot.distance - ring).toBeGreaterThan(dial.stall);
      expect(dot.distance + ring).toBeLessThan(dial.rimInner);
      expect(dot.degrees).toBeGreaterThan(45);
      expect(dot.degrees).toBeLessThan(90);
      for (const other of placed.slice(at + 1)) expect(Math.hypot(dot.x - other.x, dot.y - other.y)).toBeGreaterThan(ring * 1.8);
    }
  });
});

describe('stacked area', () => {
  it('fills the height at the fullest week and keeps the labels apart', () => {
    const layers = stackedArea([[1, 1, 1, 1, 1, 1, 1, 1], [2, 1, 1, 1, 1, 1, 1, 1]], 400, 100);
    expect(layers).toHaveLength(8);
    const labels = layers.map((layer) => layer.label).sort((a, b) => a - b);
    for (let index = 1; index < labels.length; index += 1) expect((labels[index] ?? 0) - (labels[index - 1] ?? 0)).toBeGreaterThanOrEqual(11.99);
    expect(layers[0]?.path.startsWith('M0 87.5')).toBe(false);
  });

  it('gives the room to labels of stages that somebody is in', () => {
    const layers = stackedArea([[0, 9, 0, 0, 0, 0, 0, 0], [0, 9, 0, 0, 0, 0, 0, 0]], 400, 100);
    expect(layers[1]?.label).toBe(50);
  });

  it('stands one week and nothing at all', () => {
    expect(stackedArea([[0, 0, 0, 0, 0, 0, 0, 0]], 100, 50)).toHaveLength(8);
    expect(stackedArea([], 100, 50)).toHaveLength(8);
  });
});
