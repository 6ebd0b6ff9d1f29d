// Where the bars of a waterfall stand: each begins where the one before ended, the last is what is left.
import type { WaterfallStep, ValueKind } from '~/api/selling';

export interface Bar {
  kind: ValueKind | 'total';
  /** What it adds or takes, in minor units; of the total, the sum. */
  amount: number;
  /** From and to on the value axis, from ≤ to. */
  from: number;
  to: number;
  /** Where its running sum stands, for the line to the next bar. */
  level: number;
}

/** One bar a kind: five benefits are one bar, so that the chart stays readable; the list beside it has them all. */
export function waterfallBars(steps: readonly WaterfallStep[]): Bar[] {
  const sums = new Map<ValueKind, number>();
  for (const step of steps) {
    if (step.kind === 'total') continue;
    sums.set(step.kind, (sums.get(step.kind) ?? 0) + (step.weighted_minor ?? step.amount_minor ?? 0));
  }
  const bars: Bar[] = [];
  let level = 0;
  for (const [kind, sum] of sums) {
    const amount = kind === 'benefit' ? sum : -Math.abs(sum);
    const next = level + amount;
    bars.push({ kind, amount, from: Math.min(level, next), to: Math.max(level, next), level: next });
    level = next;
  }
  bars.push({ kind: 'total', amount: level, from: Math.min(0, level), to: Math.max(0, level), level });
  return bars;
}
