// The rows of a list while its search box holds something: what the search found, each record read in full.
import { useQueries } from '@tanstack/react-query';
import { get } from '~/api/client';
import { useRead } from '~/api/queries';
import type { Account, Opportunity, SearchItem } from '~/api/types';
import { matchesFilters } from './search_rows';
import type { CursorRows } from './use_cursor_rows';

const most = 50;

export function useSearchRows(collection: 'accounts' | 'opportunities', filters: Readonly<Record<string, string>>): CursorRows<Account & Opportunity> {
  const text = filters.q ?? '';
  const kind = collection === 'accounts' ? 'account' : 'opportunity';
  const search = useRead<{ items: SearchItem[] }>(['search'], '/search', { q: text, kinds: kind, limit: most }, { enabled: text !== '', keepPrevious: true });
  const found = text === '' ? [] : (search.data?.items ?? []);
  const records = useQueries({
    queries: found.map((item) => ({
      queryKey: [collection, 'record', item.id, {}],
      queryFn: ({ signal }: { signal: AbortSignal }) => get<Account & Opportunity>(`/${collection}/${item.id}`, undefined, signal),
    })),
  });
  const pending = search.isPending || records.some((record) => record.isPending);
  const rows = records.flatMap((record) => (record.data && matchesFilters(record.data, filters) ? [record.data] : []));
  const failed = search.error ?? records.find((record) => record.error)?.error ?? null;
  return {
    count: rows.length,
    total: pending ? null : rows.length,
    totalIsFloor: found.length >= most,
    rowAt: (index) => rows[index],
    show: () => undefined,
    loading: pending && rows.length === 0,
    stale: search.isPlaceholderData || (pending && rows.length > 0),
    error: failed,
    retry: () => {
      void search.refetch();
      for (const record of records) if (record.error) void record.refetch();
    },
    loaded: rows,
  };
}
