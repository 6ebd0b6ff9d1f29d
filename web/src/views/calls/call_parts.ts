// The parts of a call's page and which of them an address opens.
import type { Call } from '~/api/types';

export const callParts = ['plan', 'live', 'debrief'] as const;
export type CallPart = (typeof callParts)[number] | 'result';

/** A planned call opens with its plan, a held one with what came of it. */
export function partOf(asked: string | undefined, status: Call['status']): CallPart {
  if (asked === 'plan' || asked === 'live' || asked === 'debrief' || asked === 'result') return asked;
  return status === 'planned' ? 'plan' : 'result';
}
