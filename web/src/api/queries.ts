// Reading and changing records with TanStack Query. Every collection works alike, so four hooks serve them all;
// what one view alone needs lives beside that view. Query keys start with the collection, which is what live
// updates and writes invalidate.
import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type QueryKey,
} from '@tanstack/react-query';
import { address, get, request, type Answer, type Query } from './client';
import { ApiError, NetworkError } from './errors';
import type { Collection, Entities, Page, UndoAnswer, WhyAnswer } from './types';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: 'always',
      // Also without a signal, once: the service worker may have what is asked for.
      networkMode: 'offlineFirst',
      retry: (failures, error) => error instanceof NetworkError && failures < 2,
    },
    mutations: { retry: false },
  },
});

/** Things that are computed from records: any write may move them. */
export const derivedKeys = ['wheel', 'today', 'position', 'timeline', 'history', 'search', 'selling'] as const;

export function useRead<Body>(key: QueryKey, path: string, query?: Query, options: { enabled?: boolean; keepPrevious?: boolean } = {}) {
  return useQuery({
    queryKey: [...key, query ?? {}],
    queryFn: ({ signal }) => get<Body>(path, query, signal),
    enabled: options.enabled ?? true,
    placeholderData: options.keepPrevious ? keepPreviousData : undefined,
    meta: { address: address(path, query) },
  });
}

export function useList<Name extends Collection>(collection: Name, query: Query = {}, options: { enabled?: boolean } = {}) {
  return useRead<Page<Entities[Name]>>([collection, 'list'], `/${collection}`, query, { ...options, keepPrevious: true });
}

export function useEndlessList<Name extends Collection>(collection: Name, query: Query = {}) {
  return useInfiniteQuery({
    queryKey: [collection, 'endless', query],
    queryFn: ({ pageParam, signal }) => get<Page<Entities[Name]>>(`/${collection}`, { limit: 100, ...query, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useRecord<Name extends Collection>(collection: Name, id: string | null | undefined, options: { enabled?: boolean } = {}) {
  return useRead<Entities[Name]>([collection, 'record', id], `/${collection}/${id}`, undefined, { enabled: Boolean(id) && (options.enabled ?? true) });
}

export function useWhy(collection: 'accounts' | 'opportunities', id: string | null | undefined, query: Query = {}) {
  return useRead<WhyAnswer>(['position', collection, id], `/${collection}/${id}/position`, query, { enabled: Boolean(id) });
}

/** After a write: forget the collection and everything computed. */
export function refresh(client: QueryClient, ...collections: string[]): void {
  for (const key of [...collections, ...derivedKeys]) void client.invalidateQueries({ queryKey: [key] });
}

/** Collections whose records carry a position, and so change when evidence or events do. */
export const positionCollections = ['accounts', 'opportunities'];

function collectionsTouchedBy(collection: Collection): string[] {
  return collection === 'products' || collection === 'users' || collection === 'teams'
    ? [collection]
    : [collection, ...positionCollections];
}

export function useCreate<Name extends Collection>(collection: Name) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: Partial<Entities[Name]>; key?: string }): Promise<Answer<Entities[Name]>> =>
      request<Entities[Name]>(`/${collection}`, { method: 'POST', body, idempotencyKey: key }),
    onSuccess: () => refresh(client, ...collectionsTouchedBy(collection)),
  });
}

export interface PatchInput<Name extends Collection> {
  id: string;
  version: number;
  changes: Partial<Entities[Name]>;
}

export function usePatch<Name extends Collection>(collection: Name) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, changes }: PatchInput<Name>): Promise<Answer<Entities[Name]>> =>
      request<Entities[Name]>(`/${collection}/${id}`, { method: 'PATCH', body: changes, version }),
    onSuccess: (answer, { id }) => {
      client.setQueryData([collection, 'record', id, {}], answer.body);
      refresh(client, ...collectionsTouchedBy(collection));
    },
    onError: (error, { id }) => {
      if (error instanceof ApiError && error.status === 412 && error.current) {
        client.setQueryData([collection, 'record', id, {}], error.current);
      }
    },
  });
}

export function useDelete<Name extends Collection>(collection: Name) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: { id: string; version: number }) =>
      request<void>(`/${collection}/${id}`, { method: 'DELETE', version }),
    onSuccess: () => refresh(client, ...collectionsTouchedBy(collection)),
  });
}

interface Act {
  path: string;
  body?: unknown;
  version?: number;
  key?: string;
}

/** A use case that changes several records at once (a need's move, a debrief): everything on screen is asked for anew. */
export function useAct<Body = unknown>() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body, version, key }: Act): Promise<Answer<Body>> => request<Body>(path, { method: 'POST', body, version, idempotencyKey: key }),
    onSuccess: () => void client.invalidateQueries(),
  });
}

/** A view that the server computes over the records of a deal; `path` is its address. */
export function useView<Body>(path: string, query?: Query, options: { enabled?: boolean } = {}) {
  return useRead<Body>(['selling', path], path, query, { ...options, keepPrevious: true });
}

/** The words for what came of an undo: all of it taken back, or why a part was not. */
export function undoneKey({ conflicts }: UndoAnswer): string {
  if (conflicts.length === 0) return 'common.undone';
  return conflicts.every((conflict) => conflict.used_by) ? 'error.undo_in_use' : 'error.undo_conflict';
}

export async function undo(changeId: string): Promise<UndoAnswer> {
  const { body } = await request<UndoAnswer>('/undo', { method: 'POST', body: { change_id: changeId } });
  void queryClient.invalidateQueries();
  return body;
}
