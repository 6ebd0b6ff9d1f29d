// What erasing a person would do, as the server lists it.
export interface ErasureItem {
  object_type: string;
  id: string;
  act: 'blanked' | 'redacted' | 'removed';
  fields: string[];
}

export interface Erasure {
  already_erased: boolean;
  items: ErasureItem[];
  events: number;
  kept_answers: number;
  dismissals: number;
  imports: number;
  sign_ins: number;
  practice_attempts: number;
  unread_files: ErasureItem[];
  name_is_shared: boolean;
}

/** One line for each act and kind of record, in the order in which they come. */
export function countItems(items: readonly ErasureItem[]): { act: ErasureItem['act']; object_type: string; count: number }[] {
  const rows: { act: ErasureItem['act']; object_type: string; count: number }[] = [];
  for (const { act, object_type } of items) {
    const row = rows.find((one) => one.act === act && one.object_type === object_type);
    if (row) row.count += 1;
    else rows.push({ act, object_type, count: 1 });
  }
  return rows;
}
