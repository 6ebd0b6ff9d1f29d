// What a change changed, field by field, as text.
export interface ChangedField {
  name: string;
  before: string;
  after: string;
}

/** Set by the server with every write; nobody wants to read them. */
const quiet = new Set(['id', 'version', 'created_at', 'updated_at', 'workspace_id']);

export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}

export function changedFields(before: Record<string, unknown> | null, after: Record<string, unknown> | null): ChangedField[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  const changed: ChangedField[] = [];
  for (const name of names) {
    if (quiet.has(name)) continue;
    const was = valueText(before?.[name]);
    const is = valueText(after?.[name]);
    if (was !== is) changed.push({ name, before: was, after: is });
  }
  return changed;
}
