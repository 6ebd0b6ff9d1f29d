// The codes to get next (METHOD C2), counted from what is proven: a claim is proven from its first stage up. The "why" answer has them.
import { useWhy } from '~/api/queries';
import type { Position } from '~/api/types';

export function useMissingEvidence(collection: 'accounts' | 'opportunities', id: string, position: Position | null, asOf?: string): readonly string[] {
  const why = useWhy(collection, position ? id : null, { as_of: asOf });
  return why.data?.terms.to_prove ?? [];
}
