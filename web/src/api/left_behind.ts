// What this browser alone holds of the person who is signed in: notes that were not sent, forms that were not saved, logs of calls. It
// survives a closed tab and an ended session, for nothing written may be lost; it does not survive signing out, which is said before.
import { dropOwnCaptures, queuedCaptures } from './offline_queue';
import { ownerId } from './owner';

export interface LeftBehind {
  notes: number;
  drafts: number;
}

/** The beginnings of the places where a person's unsaved words are kept. */
export const placesOf = (owner: string) => [`wheelhouse.draft.${owner}.`, `wheelhouse.live.${owner}.`];

function ownPlaces(): string[] {
  const owner = ownerId();
  if (!owner) return [];
  try {
    return Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '').filter((key) => placesOf(owner).some((begin) => key.startsWith(begin)));
  } catch {
    return []; // storage is forbidden: nothing is kept
  }
}

export function leftBehind(): LeftBehind {
  return { notes: queuedCaptures().length, drafts: ownPlaces().length };
}

/** Nothing a person wrote or read stays: what is kept is how the screen looks (language, theme, columns and views of lists). */
export function forgetLeftBehind(): void {
  dropOwnCaptures();
  try {
    for (const place of ownPlaces()) localStorage.removeItem(place);
    sessionStorage.clear();
  } catch {
    // Storage is forbidden: there was nothing to remove either.
  }
}
