// A form over a record that exists already. It saves from the version it was opened at; when somebody else was faster,
// what only they changed stays theirs, and where both changed the same field the person chooses before anything is written.
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { request, type Answer } from '~/api/client';
import { ApiError } from '~/api/errors';
import { usePatch } from '~/api/queries';
import type { Collection, Entities } from '~/api/types';
import { changedSince, conflictingFields, type Fields } from './conflict';
import { ConflictDialog } from './conflict_dialog';
import type { Conflict } from './use_field_save';

interface Asked {
  conflict: Conflict;
  answer: (mine: readonly string[] | null) => void;
}

export interface Edit<Name extends Collection> {
  /** Rejects with the server's 412 when the person wants to look again; the form stays as it is. */
  save: (body: Partial<Entities[Name]>) => Promise<Answer<Entities[Name]>>;
  /** Put it into the form. */
  dialog: ReactNode;
}

interface EditOptions {
  /** How a value reads where its plain text says nothing (an id). */
  show?: (field: string, value: unknown) => string | undefined;
}

/** `record` is what the form was opened with; later versions of it are not looked at. */
export function useEdit<Name extends Collection>(collection: Name, record: Entities[Name] | null, options: EditOptions = {}): Edit<Name> {
  const { t } = useTranslation();
  const patch = usePatch(collection);
  const opened = useRef(record);
  const [asked, setAsked] = useState<Asked | null>(null);

  const save = async (body: Partial<Entities[Name]>): Promise<Answer<Entities[Name]>> => {
    const base = opened.current;
    if (!base) throw new Error('nothing to edit');
    const mine = changedSince(base as unknown as Fields, body as Fields);
    let from = base;
    let changes = body;
    for (;;) {
      try {
        return await patch.mutateAsync({ id: base.id, version: from.version, changes });
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 412) throw error;
        const current = (error.current as Entities[Name] | undefined) ?? (await request<Entities[Name]>(`/${collection}/${base.id}`)).body;
        const fields = conflictingFields(from as unknown as Fields, current as unknown as Fields, mine);
        let keep = Object.keys(mine);
        if (fields.length > 0) {
          const chosen = await new Promise<readonly string[] | null>((answer) => setAsked({ conflict: { fields, mine, theirs: current as unknown as Fields, version: current.version }, answer }));
          setAsked(null);
          if (chosen === null) throw error;
          keep = keep.filter((field) => chosen.includes(field) || !fields.includes(field));
        }
        if (keep.length === 0) return { body: current, undoId: null };
        from = current;
        changes = Object.fromEntries(keep.map((field) => [field, mine[field]])) as Partial<Entities[Name]>;
      }
    }
  };
  const show = (field: string, fields: Fields): string => {
    const value = fields[field];
    if (value === null || value === undefined) return '';
    return options.show?.(field, value) ?? String(value);
  };
  const dialog = (
    <ConflictDialog
      conflict={asked?.conflict ?? null}
      labelOf={(field) => t(`field_name.${field}`, { defaultValue: field })}
      show={show}
      onSettle={(mine) => asked?.answer(mine)}
      onDismiss={() => asked?.answer(null)}
    />
  );
  return { save, dialog };
}

/** For the steps that take a version but write more than one record: the version seen when the form was opened, until a refusal has said that it is old. */
export function useOpenedVersion(record: { version: number }): { run: <Result>(work: (version: number) => Promise<Result>) => Promise<Result> } {
  const opened = useRef(record.version);
  const latest = useRef(record.version);
  latest.current = record.version;
  return {
    run: async (work) => {
      try {
        return await work(opened.current);
      } catch (error) {
        if (error instanceof ApiError && error.status === 412) {
          const current = error.current as { version?: number } | undefined;
          opened.current = current?.version ?? latest.current;
        }
        throw error;
      }
    },
  };
}
