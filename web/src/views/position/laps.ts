// Turns of the wheel. When the customer confirms what was promised, a lap closes and the next begins (METHOD C1): what
// they said before no longer speaks for where they stand, but it is how the lap before ended.
import { useWhy } from '~/api/queries';
import type { Evidence, Position } from '~/api/types';

/** When the lap that runs began; null for the first one, and while it is not known. The server decides it. */
export function useLapStart(collection: 'accounts' | 'opportunities', id: string, position: Position, asOf?: string): string | null {
  const why = useWhy(collection, position.lap > 1 ? id : null, { as_of: asOf });
  const input = why.data?.input as { lap_opened_at?: string } | undefined;
  return position.lap > 1 ? (input?.lap_opened_at ?? null) : null;
}

const from = (at: string, start: string) => Date.parse(at) >= Date.parse(start);

export function sinceLapStart<Item>(items: readonly Item[], at: (item: Item) => string, start: string | null): readonly Item[] {
  return start === null ? items : items.filter((item) => from(at(item), start));
}

export function beforeLapStart(evidence: readonly Evidence[], start: string | null): readonly Evidence[] {
  return start === null ? [] : evidence.filter((item) => !from(item.observed_at, start));
}

/** The words that closed the lap before: its last confirmation that the promised value came. */
export function closingWords(evidence: readonly Evidence[], start: string | null): Evidence | null {
  if (start === null) return null;
  const closing = evidence
    .filter((item) => (item.code === 'SA1' || item.code === 'SA2') && Date.parse(item.observed_at) <= Date.parse(start))
    .sort((a, b) => Date.parse(b.observed_at) - Date.parse(a.observed_at));
  return closing.find((item) => item.code === 'SA1') ?? closing[0] ?? null;
}
