// What a column may be taken for. The list is the importer's own (one row may feed several kinds of record); the order
// is the one people look in.
import { singular, type ColumnMapping, type Entity } from './import_types';

export const fieldsOf: Record<string, readonly string[]> = {
  account: ['name', 'alias', 'external_id', 'owner', 'parent', 'industry', 'region', 'city', 'address', 'phone', 'website', 'email_domain', 'tax_code', 'tier', 'employees', 'annual_revenue', 'currency', 'source', 'description', 'is_deleted'],
  contact: ['name', 'first_name', 'last_name', 'title', 'department', 'role', 'level', 'phone', 'mobile', 'email', 'external_id', 'description', 'is_deleted'],
  opportunity: ['name', 'external_id', 'owner', 'product', 'amount', 'currency', 'stage', 'result', 'result_reason', 'engage_date', 'expected_close', 'close_date', 'is_won', 'is_closed', 'source', 'description', 'is_deleted'],
  product: ['name', 'code', 'family', 'list_price', 'currency', 'external_id', 'description', 'is_deleted'],
  user: ['name', 'first_name', 'last_name', 'email', 'team', 'manager', 'role', 'external_id', 'is_deleted'],
  activity: ['account', 'opportunity', 'contact', 'subject', 'text', 'at', 'kind', 'owner', 'external_id', 'is_deleted'],
};

/** Kinds of record a row can feed, its own first. */
export function kindsFor(entity: Entity): string[] {
  const own = singular[entity];
  const beside: Record<string, string[]> = {
    account: ['contact', 'opportunity'],
    contact: ['account'],
    opportunity: ['account', 'contact'],
    product: [],
    user: [],
    activity: [],
  };
  return [own, ...(beside[own] ?? [])];
}

/** A guess that somebody should look at. */
export const doubtfulBelow = 0.75;

export interface MappingProblems {
  /** Targets that more than one column was given. */
  twice: string[];
  /** The record's own name is nowhere. */
  nameless: boolean;
}

export function problemsOf(mapping: readonly ColumnMapping[], entity: Entity): MappingProblems {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { target } of mapping) {
    if (!target) continue;
    if (seen.has(target)) twice.add(target);
    seen.add(target);
  }
  const own = singular[entity];
  const names: Record<string, string[]> = {
    contact: ['contact.name', 'contact.first_name', 'contact.last_name'],
    opportunity: ['opportunity.name', 'opportunity.external_id', 'account.name'],
    user: ['user.name', 'user.first_name', 'user.last_name'],
    activity: ['activity.subject', 'activity.text'],
  };
  return { twice: [...twice], nameless: !(names[own] ?? [`${own}.name`]).some((target) => seen.has(target)) };
}
