// Two people changed one record. What clashes is only what both changed, to different values; the rest goes through.
export type Fields = Record<string, unknown>;

export function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** The fields of `changes` that somebody else has meanwhile set to something else. */
export function conflictingFields(base: Fields, current: Fields, changes: Fields): string[] {
  return Object.keys(changes).filter((field) => !sameValue(base[field], current[field]) && !sameValue(current[field], changes[field]));
}

/** What a form really changed of the record it was opened with. */
export function changedSince(opened: Fields, body: Fields): Fields {
  return Object.fromEntries(Object.entries(body).filter(([field, value]) => !sameValue(opened[field], value)));
}
