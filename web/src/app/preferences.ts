// Choices that belong to this browser, not to the book: the sidebar, single-letter keys, pinned records, the row height.
import { useSyncExternalStore } from 'react';

export interface Preferences {
  sidebarCollapsed: boolean;
  /** WCAG 2.1.4: single-letter shortcuts can be switched off. */
  letterKeys: boolean;
  pinned: { id: string; name: string }[];
  /** Rows of lists: 36 px, or 31 px. */
  compactRows: boolean;
  /** Show the other language where it teaches (rim, section heads). */
  bothLanguages: boolean;
}

const storageKey = 'wheelhouse.preferences';
const defaults: Preferences = { sidebarCollapsed: false, letterKeys: true, pinned: [], compactRows: false, bothLanguages: true };
const listeners = new Set<() => void>();
let current: Preferences | null = null;

function read(): Preferences {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Preferences>) };
  } catch {
    return defaults;
  }
}

export function preferences(): Preferences {
  current ??= read();
  return current;
}

export function setPreferences(changes: Partial<Preferences>): void {
  current = { ...preferences(), ...changes };
  try {
    localStorage.setItem(storageKey, JSON.stringify(current));
  } catch {
    // Kept for this visit only.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

export function togglePin(record: { id: string; name: string }): void {
  const { pinned } = preferences();
  const without = pinned.filter((pin) => pin.id !== record.id);
  setPreferences({ pinned: without.length === pinned.length ? [...pinned, record].slice(-8) : without });
}
