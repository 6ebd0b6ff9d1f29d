// What is known of a long list that the server hands out page by page: the cursor of each page reached so far and,
// once the last page was seen, where the list ends. Pure; the hook beside it does the fetching.

/** Up to here the scroll bar is exact; beyond, it grows as one scrolls (the server counts no further either). */
export const exactRows = 10_000;
/** How far the scroll bar reaches past the rows known so far when the length is not. */
export const rowsAhead = 500;

export interface KnownPages {
  /** cursors[0] is null (the top); cursors[k] leads to page k. */
  readonly cursors: readonly (string | null)[];
  readonly end: number | null;
  readonly total: number | null;
  readonly totalIsFloor: boolean;
  /** The furthest row ever reachable, so that a refresh near the top does not shorten the scroll bar. */
  readonly reached: number;
}

export const nothingKnown: KnownPages = { cursors: [null], end: null, total: null, totalIsFloor: false, reached: 0 };

export interface PageAnswer {
  readonly items: readonly unknown[];
  readonly next: string | null;
  readonly total: number | null;
  readonly total_is_floor: boolean;
}

/** Takes in page `index`. The same answer twice changes nothing (and answers the same object, for React). */
export function learnPage(known: KnownPages, index: number, size: number, answer: PageAnswer): KnownPages {
  const rows = index * size + answer.items.length;
  const total = index === 0 ? (answer.total ?? null) : known.total;
  const totalIsFloor = index === 0 ? Boolean(answer.total_is_floor) : known.totalIsFloor;
  let { cursors, end } = known;
  if (answer.next === null) {
    if (end !== rows || cursors.length > index + 1) {
      cursors = cursors.slice(0, index + 1);
      end = rows;
    }
  } else if (cursors[index + 1] !== answer.next) {
    // Records moved: what followed is reached anew from here.
    cursors = [...cursors.slice(0, index + 1), answer.next];
    end = null;
  }
  const reached = end ?? Math.max(known.reached, rows);
  if (cursors === known.cursors && end === known.end && total === known.total && totalIsFloor === known.totalIsFloor && reached === known.reached) {
    return known;
  }
  return { cursors, end, total, totalIsFloor, reached };
}

/** How many rows the scroll bar stands for. */
export function rowCount(known: KnownPages): number {
  if (known.end !== null) return known.end;
  if (known.total !== null && !known.totalIsFloor && known.total <= exactRows) return Math.max(known.total, known.reached);
  const ahead = known.reached + rowsAhead;
  if (known.total === null) return known.reached === 0 ? 0 : ahead;
  const counted = Math.min(known.total, exactRows);
  return known.totalIsFloor ? Math.max(counted, ahead) : Math.max(counted, Math.min(known.total, ahead));
}

/**
 * Which pages to ask for so that rows first..last can be shown: those whose cursor is known, and where one is not,
 * the last known page, whose answer leads on to the next.
 */
export function pagesToAsk(known: KnownPages, size: number, first: number, last: number): number[] {
  const from = Math.max(0, Math.floor(first / size));
  const limit = known.end === null ? last : Math.min(last, Math.max(0, known.end - 1));
  const to = Math.max(from, Math.floor(limit / size));
  const pages = new Set<number>([0]);
  for (let page = from; page <= to; page += 1) pages.add(Math.min(page, known.cursors.length - 1));
  return [...pages].sort((a, b) => a - b);
}
