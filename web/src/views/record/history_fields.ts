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

/** Another record's id says nothing to a reader; the owner's is shown by name. */
export function isForeignId(name: string): boolean {
  return name !== 'owner_id' && /_ids?$/.test(name) && name !== 'external_id';
}

const kindWords: Record<string, string> = { competitor: 'competitor_kind', seller_issue: 'issue_kind', delivery_item: 'delivery_kind', value_item: 'value_kind' };

/** Where the words of a field's values are in the language packs; null for plain values. */
export function wordsOf(objectType: string, name: string): string | null {
  switch (name) {
    case 'code':
      return objectType === 'evidence' ? 'evidence' : null;
    case 'kind':
      return kindWords[objectType] ?? 'stage_event_kind';
    case 'role':
      return objectType === 'user' ? 'role' : 'contact_role';
    case 'status':
      return objectType === 'call' ? 'call_status' : 'commitment_status';
    case 'who':
      return 'commitment_who';
    case 'action':
      return 'commitment_action';
    case 'rules_of':
      return 'rules_owner';
    case 'compliance':
      return 'compliance';
    case 'cause':
      return objectType === 'reframe_card' ? 'reframe_cause' : null;
    case 'form':
      return 'commitment_form';
    case 'primary_state':
    case 'fallback_state':
      return 'objective_state';
    case 'stage':
    case 'source_class':
    case 'seller_step':
    case 'result':
    case 'tier':
    case 'buyer_type':
    case 'level':
    case 'style':
    case 'attitude':
      return name;
    default:
      return null;
  }
}
