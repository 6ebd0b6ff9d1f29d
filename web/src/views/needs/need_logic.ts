// What a form about a need starts from. Whether a move holds is the server's to say (rule C3); this only fills in what
// the person would most likely tick.
import { layerFlags, type LayerFlag, type NeedState, type NeedMove, type QuoteKind } from '~/api/selling';

export type Flags = Record<LayerFlag, boolean>;

const clearStates: readonly NeedState[] = ['explicit', 'confirmed', 'met'];

/** The layer flags to begin with when a need is to move: all for a clear one, some for a hidden one. */
export function flagsFor(to: NeedState, now: Flags): Flags {
  const count = layerFlags.filter((flag) => now[flag]).length;
  if (clearStates.includes(to)) return { visible: true, conscious: true, surface: true, clear: true };
  if (to === 'implied' || to === 'developed') {
    if (count === 0) return { ...now, visible: true };
    if (count === 4) return { ...now, clear: false };
  }
  return { visible: now.visible, conscious: now.conscious, surface: now.surface, clear: now.clear };
}

const kindOf: Partial<Record<NonNullable<NeedMove['needs']>, QuoteKind>> = {
  quote_difficulty: 'difficulty',
  quote_want: 'want',
  volunteered: 'want',
  quote_payoff: 'payoff',
  quote_denial: 'denial',
  quote_retraction: 'retraction',
};

/** Which words of the customer the move asks for; null when it asks for none. */
export function quoteKindOf(move: Pick<NeedMove, 'to' | 'needs'>): QuoteKind | null {
  if (move.needs) return kindOf[move.needs] ?? null;
  return move.to === 'explicit' ? 'want' : null;
}

/** The way a need is meant to go, in order; what ends it stands apart. */
export const needPath: readonly NeedState[] = ['latent', 'implied', 'developed', 'explicit', 'confirmed', 'met'];

export function isForward(from: NeedState, to: NeedState): boolean {
  return needPath.indexOf(to) > needPath.indexOf(from);
}
