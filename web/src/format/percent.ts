// Shares for people: one decimal, the true minus sign, and columns that add up to exactly 100.0.
import { minus, none } from './money';

export function formatPercent(share: number | null | undefined, decimals = 1): string {
  if (share === null || share === undefined) return none;
  return `${signless(share * 100, decimals)}%`;
}

export function formatDelta(value: number | null | undefined, decimals = 0): string {
  if (value === null || value === undefined) return none;
  const text = signless(value, decimals);
  return value > 0 ? `+${text}` : text;
}

function signless(value: number, decimals: number): string {
  // Half up, as METHOD §0 wants it; toFixed alone rounds 0.25 down because of binary fractions.
  const rounded = (Math.floor(Math.abs(value) * 10 ** decimals + 0.5 + 1e-9) / 10 ** decimals).toFixed(decimals);
  return value < 0 && Number(rounded) !== 0 ? minus + rounded : rounded;
}

/**
 * Largest remainder: percentages with the given decimals that total exactly 100. Equal remainders go to the larger
 * share first, then to the earlier one, so the same data always reads the same. All zero stays all zero.
 */
export function percentsTotalling100(parts: readonly number[], decimals = 1): number[] {
  const total = parts.reduce((sum, part) => sum + Math.max(0, part), 0);
  if (total <= 0) return parts.map(() => 0);
  const unit = 10 ** decimals;
  const exact = parts.map((part) => (Math.max(0, part) / total) * 100 * unit);
  const floors = exact.map((value) => Math.floor(value + 1e-9));
  let left = 100 * unit - floors.reduce((sum, value) => sum + value, 0);
  const order = exact
    .map((value, index) => ({ index, rest: value - (floors[index] ?? 0), value }))
    .sort((a, b) => b.rest - a.rest || b.value - a.value || a.index - b.index);
  for (const { index } of order) {
    if (left <= 0) break;
    floors[index] = (floors[index] ?? 0) + 1;
    left -= 1;
  }
  return floors.map((value) => value / unit);
}
