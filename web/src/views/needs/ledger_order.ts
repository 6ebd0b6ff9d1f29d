// Open needs first, the strongest on top; what is met or dropped last.
import type { LedgerNeed } from '~/api/selling';

export function hasEnded(need: Pick<LedgerNeed, 'state'>): boolean {
  return need.state === 'met' || need.state === 'dropped';
}

export function orderNeeds<Row extends Pick<LedgerNeed, 'state' | 'intensity'>>(needs: readonly Row[]): Row[] {
  return [...needs].sort((a, b) => Number(hasEnded(a)) - Number(hasEnded(b)) || (b.intensity ?? -1) - (a.intensity ?? -1));
}
