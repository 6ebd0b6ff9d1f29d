// Typing in a list's search box asks the book's search (name, pinyin, initials; best match first) rather than the list:
// up to fifty records, on which the list's other filters are then applied here.
import { isUnproven, type Account, type Opportunity } from '~/api/types';

export type Searchable = Account | Opportunity;

/** The filters of the two lists, as the server applies them to a record. */
export function matchesFilters(record: Searchable, filters: Readonly<Record<string, string>>): boolean {
  const fields = record as unknown as Record<string, unknown>;
  return Object.entries(filters).every(([name, wanted]) => {
    switch (name) {
      case 'q':
        return true;
      case 'stage':
        return record.position.stage === wanted;
      case 'basis':
        return isUnproven(record.position) === (wanted === 'unproven');
      case 'stuck':
        return record.position.stuck === (wanted === 'true');
      case 'stale':
        return record.position.stale === (wanted === 'true');
      case 'without_account':
        return (fields.account_id === null) === (wanted === 'true');
      default:
        return String(fields[name] ?? '').toLowerCase() === wanted.toLowerCase();
    }
  });
}
