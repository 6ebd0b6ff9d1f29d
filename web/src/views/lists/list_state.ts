// What a list shows is written in its address: ?q=…&stage=criteria&stuck=true&sort=-value. Reading and writing it is
// pure, so that a link, the Back key and a saved view all mean the same thing.
import { stages } from '~/api/types';

export interface ListState {
  sort: string;
  filters: Record<string, string>;
}

/** Reads the known filters; what is unknown is left alone in the address and ignored here. */
export function readListState(search: URLSearchParams, known: readonly string[], defaultSort: string): ListState {
  const filters: Record<string, string> = {};
  for (const name of known) {
    const value = search.get(name)?.trim();
    if (value) filters[name] = name === 'stage' ? stageFilter(value) : value;
  }
  return { sort: search.get('sort') || defaultSort, filters };
}

/** Stages may be written by number, as people say them. */
function stageFilter(value: string): string {
  return /^[1-8]$/.test(value) ? (stages[Number(value) - 1] ?? value) : value;
}

export function writeListState(state: ListState, defaultSort: string): URLSearchParams {
  const search = new URLSearchParams();
  for (const name of Object.keys(state.filters).sort()) {
    const value = state.filters[name];
    if (value) search.set(name, value);
  }
  if (state.sort !== defaultSort) search.set('sort', state.sort);
  return search;
}

export function withFilter(state: ListState, name: string, value: string | null): ListState {
  const filters = { ...state.filters };
  if (value) filters[name] = value;
  else delete filters[name];
  return { ...state, filters };
}

export function sameState(one: ListState, other: ListState): boolean {
  const names = new Set([...Object.keys(one.filters), ...Object.keys(other.filters)]);
  return one.sort === other.sort && [...names].every((name) => one.filters[name] === other.filters[name]);
}
