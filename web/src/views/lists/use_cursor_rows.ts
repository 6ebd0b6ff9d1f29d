// Rows of any long collection for a virtual list. Only the pages on screen are observed: a live change reloads those,
// never the thousand pages somebody has scrolled past.
import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { get, type Query } from '~/api/client';
import type { Collection, Entities, Page } from '~/api/types';
import { learnPage, nothingKnown, pagesToAsk, rowCount, type KnownPages } from './cursor_pages';

const pageSize = 100;

export interface CursorRows<Row> {
  count: number;
  total: number | null;
  totalIsFloor: boolean;
  /** undefined while its page is on the way. */
  rowAt: (index: number) => Row | undefined;
  /** Tells which rows are on screen. */
  show: (first: number, last: number) => void;
  /** Nothing has arrived yet for this question. */
  loading: boolean;
  /** Rows of an earlier question are shown while the answer is on its way. */
  stale: boolean;
  error: unknown;
  retry: () => void;
  /** Every row that has arrived for the pages on screen, in order. */
  loaded: Row[];
}

export function useCursorRows<Name extends Collection>(collection: Name, query: Query, enabled = true): CursorRows<Entities[Name]> {
  type Row = Entities[Name];
  const question = JSON.stringify([collection, query]);
  const [state, setState] = useState<{ question: string; known: KnownPages }>({ question, known: nothingKnown });
  const [range, setRange] = useState<[number, number]>([0, 0]);
  const known = state.question === question ? state.known : nothingKnown;
  // One page ahead, so that scrolling at a reading pace never meets an empty row.
  const asked = state.question === question ? pagesToAsk(known, pageSize, range[0], range[1] + pageSize) : [0];

  const answers = useQueries({
    queries: asked.map((page) => ({
      queryKey: [collection, 'rows', query, known.cursors[page] ?? null],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<Page<Row>>(`/${collection}`, { ...query, limit: pageSize, cursor: known.cursors[page] ?? null }, signal),
      gcTime: 120_000,
      enabled,
    })),
  });

  const pages = new Map<number, Page<Row>>();
  asked.forEach((page, position) => {
    const data = answers[position]?.data;
    if (data) pages.set(page, data);
  });

  let learnt = known;
  for (const [page, answer] of pages) learnt = learnPage(learnt, page, pageSize, answer);
  useEffect(() => {
    if (learnt !== known || state.question !== question) setState({ question, known: learnt });
  });

  // While a new question (another sort, another filter) is open, the old rows stay on screen.
  const shown = useRef<{ question: string; known: KnownPages; pages: Map<number, Page<Row>> } | null>(null);
  const arrived = pages.has(0);
  const previous = !arrived && shown.current && shown.current.question !== question ? shown.current : null;
  useEffect(() => {
    if (arrived) shown.current = { question, known: learnt, pages };
  });

  const visiblePages = previous ? previous.pages : pages;
  const visibleKnown = previous ? previous.known : learnt;
  const rowAt = (index: number): Row | undefined => visiblePages.get(Math.floor(index / pageSize))?.items[index % pageSize];

  const show = useCallback((first: number, last: number) => {
    // In whole pages: the page around this list is only drawn again when other pages come into view.
    const from = Math.floor(first / pageSize) * pageSize;
    const to = Math.floor(last / pageSize) * pageSize;
    setRange((before) => (before[0] === from && before[1] === to ? before : [from, to]));
  }, []);

  const failed = answers.find((answer) => answer.error && !answer.data);
  const retry = () => {
    for (const answer of answers) if (answer.error) void answer.refetch();
  };
  return {
    count: rowCount(visibleKnown),
    total: visibleKnown.total ?? visibleKnown.end,
    totalIsFloor: visibleKnown.total !== null && visibleKnown.totalIsFloor,
    rowAt,
    show,
    loading: !arrived && !previous && !failed,
    stale: Boolean(previous) || (arrived && answers.some((answer) => answer.isFetching && answer.isStale)),
    error: failed?.error ?? null,
    retry,
    loaded: [...visiblePages.values()].flatMap((page) => page.items),
  };
}
