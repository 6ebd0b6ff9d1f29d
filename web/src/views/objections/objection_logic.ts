// The order of objections; the state machine itself is the server's.
import type { Objection } from '~/api/selling';

/** What still blocks, then what is open, then what is settled; the oldest first among equals. */
export function orderObjections<Row extends Pick<Objection, 'open' | 'blocking' | 'raised_at'>>(items: readonly Row[]): Row[] {
  const rank = (item: Row) => (item.open ? (item.blocking ? 0 : 1) : 2);
  return [...items].sort((a, b) => rank(a) - rank(b) || Date.parse(a.raised_at) - Date.parse(b.raised_at));
}
