// The codes to get next (METHOD C2), counted from what is proven: a claim is proven from its first stage up. They come with a record; a position from elsewhere (a list's row,
// a past date) knows none, and then the "why" answer does.
import { useWhy } from '~/api/queries';
import type { Position } from '~/api/types';

export function useMissingEvidence(collection: 'accounts' | 'opportunities', id: string, position: Position | null, asOf?: string): readonly string[] {
  const known = position?.missing_evidence;
  const why = useWhy(collection, known || !position ? null : id, { as_of: asOf });
  if (known) return known;
  return why.data?.terms.to_prove ?? [];
}
