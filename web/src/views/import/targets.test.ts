import { describe, expect, it } from 'vitest';
import { entityOf, stepOf, type ColumnMapping, type ImportFile } from './import_types';
import { fieldsOf, kindsFor, problemsOf } from './targets';

const column = (target: string | null, index = 0): ColumnMapping => ({ column: index, header: 'h', target, confidence: 1, samples: [] });

describe('a mapping', () => {
  it('names targets given twice', () => {
    expect(problemsOf([column('account.name'), column('account.phone', 1), column('account.phone', 2)], 'accounts').twice).toEqual(['account.phone']);
  });
  it('misses the name, in whatever form the kind of record allows', () => {
    expect(problemsOf([column('account.industry')], 'accounts').nameless).toBe(true);
    expect(problemsOf([column('contact.last_name')], 'contacts').nameless).toBe(false);
    expect(problemsOf([column('opportunity.external_id')], 'opportunities').nameless).toBe(false);
  });
  it('offers every kind of record that has fields', () => {
    for (const kind of kindsFor('opportunities')) expect(fieldsOf[kind]?.length).toBeGreaterThan(0);
  });
});

describe('a job', () => {
  it('stands at one of the steps', () => {
    expect([stepOf('uploaded'), stepOf('checking'), stepOf('undone')]).toEqual([2, 3, 4]);
  });
  it('reads the kind of record in either form', () => {
    expect(entityOf({ entity: 'opportunity' } as ImportFile)).toBe('opportunities');
    expect(entityOf({ entity: 'users' } as ImportFile)).toBe('users');
    expect(entityOf({ entity: null } as ImportFile)).toBe('accounts');
  });
});
