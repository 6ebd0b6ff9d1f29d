import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetLeftBehind, leftBehind } from './left_behind';
import { enqueueCapture, queuedCaptures } from './offline_queue';
import { setOwner } from './owner';

/** What a browser's storage does, in a Map. */
function storage() {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
const keys = () => Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at)).sort();

beforeEach(() => {
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('sessionStorage', storage());
});
afterEach(() => vi.unstubAllGlobals());

test('signing out forgets what one wrote, and nothing of anybody else', () => {
  setOwner('sue');
  enqueueCapture({ text: 'of Sue' });
  localStorage.setItem('wheelhouse.draft.sue.call', '{}');
  setOwner('sam');
  enqueueCapture({ text: 'of Sam' });
  localStorage.setItem('wheelhouse.draft.sam.capture', '{}');
  localStorage.setItem('wheelhouse.live.sam.0190', '{}');
  localStorage.setItem('wheelhouse.language', 'en');
  sessionStorage.setItem('wheelhouse.next', '/accounts/1');
  expect(leftBehind()).toEqual({ notes: 1, drafts: 2 });
  forgetLeftBehind();
  expect(leftBehind()).toEqual({ notes: 0, drafts: 0 });
  expect(keys()).toEqual(['wheelhouse.captures', 'wheelhouse.draft.sue.call', 'wheelhouse.language']);
  expect(localStorage.getItem('wheelhouse.captures')).not.toContain('of Sam');
  expect(sessionStorage.length).toBe(0);
  setOwner('sue');
  expect(queuedCaptures()).toHaveLength(1);
});

test('nobody signed in: nothing is anybody’s', () => {
  setOwner('');
  localStorage.setItem('wheelhouse.draft..x', '{}');
  expect(leftBehind()).toEqual({ notes: 0, drafts: 0 });
});
