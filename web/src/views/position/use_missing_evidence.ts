// The codes the next stage still wants (METHOD C2). They come with a record; a position from elsewhere (a list's row,
// a past date) knows none, and then the "why" answer does.
import { useWhy } from '~/api/queries';
import type { Position } from '~/api/types';

export function useMissingEvidence(collection: 'accounts' | 'opportunities', id: string, position: Position | null, asOf?: string): readonly string[] {
  const known = position?.missing_evidence;
  const why = useWhy(collection, known || !position ? null : id, { as_of: asOf });
  if (known) return known;
  const health = why.data?.health as { missing_evidence?: string[] } | undefined;
  return why.data?.position.missing_evidence ?? health?.missing_evidence ?? [];
}
