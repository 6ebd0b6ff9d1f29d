import { describe, expect, it } from 'vitest';
import { waterfallBars } from './waterfall_layout';

describe('a waterfall', () => {
  it('goes down from the benefits over the costs to what is left', () => {
    const bars = waterfallBars([
      { kind: 'benefit', weighted_minor: 2000 },
      { kind: 'benefit', weighted_minor: 1060 },
      { kind: 'price', weighted_minor: 1860 },
      { kind: 'running', weighted_minor: 340 },
      { kind: 'total' },
    ]);
    expect(bars.map(({ kind, amount }) => [kind, amount])).toEqual([['benefit', 3060], ['price', -1860], ['running', -340], ['total', 860]]);
    expect(bars[1]).toMatchObject({ from: 1200, to: 3060, level: 1200 });
    expect(bars[3]).toMatchObject({ from: 0, to: 860 });
  });
  it('shows a loss below the line, in full', () => {
    const bars = waterfallBars([{ kind: 'benefit', weighted_minor: 100 }, { kind: 'price', weighted_minor: 400 }]);
    expect(bars[1]).toMatchObject({ from: -300, to: 100 });
    expect(bars[2]).toMatchObject({ kind: 'total', amount: -300, from: -300, to: 0 });
  });
  it('counts a cost the same whether it comes with a minus or without', () => {
    expect(waterfallBars([{ kind: 'price', weighted_minor: -400 }])[0]?.amount).toBe(-400);
  });
});
