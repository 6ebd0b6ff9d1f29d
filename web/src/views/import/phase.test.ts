import { describe, expect, it } from 'vitest';
import { phaseOf, stoppedUndo, wholeRecord } from './import_types';

describe('phaseOf', () => {
  const at = (done: number, total: number) => ({ done, total, rows_per_second: 100, seconds_left: 0 });
  it('is the rows while there are some left', () => expect(phaseOf('running', at(4991, 4992))).toBe('rows'));
  it('is placing the customers when the rows are through and the job still runs', () => expect(phaseOf('running', at(4992, 4992))).toBe('placing'));
  it('is finishing for a check or an undo', () => expect(phaseOf('undoing', at(4992, 4992))).toBe('finishing'));
  it('is the rows before their number is known', () => expect(phaseOf('running', at(0, 0))).toBe('rows'));
});

describe('wholeRecord', () => {
  const conflict = (field: string, now: unknown) => ({ object_type: 'account', object_id: 'a', field, now, undo_to: null });
  it('knows what is said about the record itself', () => {
    expect(wholeRecord(conflict('', 'in_use'))).toBe('in_use');
    expect(wholeRecord(conflict('', null))).toBe('gone');
  });
  it('leaves a field that merely holds the word alone', () => expect(wholeRecord(conflict('name', 'in_use'))).toBeNull());
});

describe('stoppedUndo', () => {
  const undo = { undone: 2000, left: 16, conflicts: [] };
  it('is that of a job at rest', () => {
    expect(stoppedUndo({ state: 'cancelled', undo })).toBe(undo);
    expect(stoppedUndo({ state: 'failed', undo })).toBe(undo);
  });
  it('is none while the undo still runs, nor when the import itself was cancelled', () => {
    expect(stoppedUndo({ state: 'undoing', undo })).toBeNull();
    expect(stoppedUndo({ state: 'cancelled', undo: null })).toBeNull();
    expect(stoppedUndo({ state: 'cancelled' })).toBeNull();
  });
});
