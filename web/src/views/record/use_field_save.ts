// Saving one field of a record. A clash with somebody else's change is settled silently where both touched different
// fields; where they touched the same one, the person is asked. `save` belongs to the record as it was rendered: an editor
// keeps the one it was opened with, so that a live update beneath it does not make the newer version its own.
import { useRef, useState } from 'react';
import { request } from '~/api/client';
import { ApiError } from '~/api/errors';
import { usePatch } from '~/api/queries';
import type { Collection, Entities } from '~/api/types';
import { conflictingFields, type Fields } from './conflict';
import { OwnWrites } from './own_writes';

export interface Conflict {
  fields: string[];
  mine: Fields;
  theirs: Fields;
  version: number;
}

export interface FieldSave<Name extends Collection> {
  /** Answers the change id to undo with, or false when the person must first settle a clash. */
  save: (changes: Partial<Entities[Name]>) => Promise<string | null | false>;
  conflict: Conflict | null;
  /** Settles a clash: these fields keep my value, the others theirs. */
  settle: (mine: readonly string[]) => Promise<void>;
  dismiss: () => void;
}

export function useFieldSave<Name extends Collection>(collection: Name, record: Entities[Name]): FieldSave<Name> {
  const patch = usePatch(collection);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  // Two quick edits in a row must not clash with each other: the second starts from the first one's answer.
  const own = useRef(new OwnWrites<Entities[Name]>());
  const ownId = useRef(record.id);
  if (ownId.current !== record.id) {
    ownId.current = record.id;
    own.current = new OwnWrites();
  }

  const send = async (version: number, changes: Partial<Entities[Name]>) => {
    const answer = await patch.mutateAsync({ id: record.id, version, changes });
    own.current.note(version, answer.body);
    return answer.undoId;
  };
  const saveFrom = async (opened: Entities[Name], changes: Partial<Entities[Name]>) => {
    const before = own.current.from(opened);
    try {
      return await send(before.version, changes);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 412) throw error;
      const current = (error.current as Entities[Name] | undefined) ?? (await request<Entities[Name]>(`/${collection}/${record.id}`)).body;
      const fields = conflictingFields(before as unknown as Fields, current as unknown as Fields, changes as Fields);
      if (fields.length === 0) return send(current.version, changes);
      setConflict({ fields, mine: changes as Fields, theirs: current as unknown as Fields, version: current.version });
      return false;
    }
  };
  const save = (changes: Partial<Entities[Name]>) => saveFrom(record, changes);
  const settle = async (mine: readonly string[]) => {
    if (!conflict) return;
    const keep = Object.entries(conflict.mine).filter(([field]) => mine.includes(field) || !conflict.fields.includes(field));
    setConflict(null);
    if (keep.length > 0) await saveFrom(conflict.theirs as unknown as Entities[Name], Object.fromEntries(keep) as Partial<Entities[Name]>);
  };
  return { save, conflict, settle, dismiss: () => setConflict(null) };
}
