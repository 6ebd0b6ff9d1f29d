// Views a person saved for themselves, kept in this browser. The ones that come with the product are in the list pages.
import { useSyncExternalStore } from 'react';
import type { ListState } from './list_state';

export interface SavedView {
  id: string;
  name: string;
  state: ListState;
}

const changed = new EventTarget();
const cache = new Map<string, SavedView[]>();

function read(list: string): SavedView[] {
  let views = cache.get(list);
  if (!views) {
    try {
      views = JSON.parse(localStorage.getItem(`wheelhouse.views.${list}`) ?? '[]') as SavedView[];
    } catch {
      views = [];
    }
    cache.set(list, views);
  }
  return views;
}

function write(list: string, views: SavedView[]): void {
  cache.set(list, views);
  try {
    localStorage.setItem(`wheelhouse.views.${list}`, JSON.stringify(views));
  } catch {
    // Storage is forbidden: the view lives as long as this tab.
  }
  changed.dispatchEvent(new Event('change'));
}

export function useSavedViews(list: string): SavedView[] {
  return useSyncExternalStore(
    (listener) => {
      changed.addEventListener('change', listener);
      return () => changed.removeEventListener('change', listener);
    },
    () => read(list),
  );
}

export function saveView(list: string, view: SavedView): void {
  write(list, [...read(list).filter((other) => other.id !== view.id), view]);
}

export function deleteView(list: string, id: string): void {
  write(
    list,
    read(list).filter((view) => view.id !== id),
  );
}
