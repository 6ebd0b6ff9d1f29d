// The state of a small form: values, the server's complaints by field, and a draft that survives a closed tab.
import { useEffect, useRef, useState } from 'react';
import { ApiError, type FieldProblem } from '~/api/errors';
import { newKey } from '~/api/client';
import { ownerId } from '~/api/owner';

const placeOf = (draft: string) => `wheelhouse.draft.${ownerId()}.${draft}`;

function readDraft<Values>(key: string | undefined): Partial<Values> | null {
  if (!key) return null;
  try {
    const text = localStorage.getItem(placeOf(key));
    return text ? (JSON.parse(text) as Partial<Values>) : null;
  } catch {
    return null;
  }
}

/** Puts a form's values where the form will look for its draft. */
export function keepDraft(draft: string, values: unknown): void {
  try {
    localStorage.setItem(placeOf(draft), JSON.stringify(values));
  } catch {
    // Storage is full or forbidden: the caller keeps what it has.
  }
}

export interface Form<Values> {
  values: Values;
  set: <Field extends keyof Values>(field: Field, value: Values[Field]) => void;
  errorOf: (field: string) => string | undefined;
  /** What could not be tied to a field. */
  failure: unknown;
  /** Every complaint of the server about a field, for forms whose fields are not all on screen. */
  faults: readonly FieldProblem[];
  pending: boolean;
  /** Runs the work once; a refusal fills in the errors. Answers whether it went through. */
  submit: (work: (idempotencyKey: string) => Promise<unknown>) => Promise<boolean>;
  /** The values came from a draft. */
  restored: boolean;
  dropDraft: () => void;
  refuse: (field: string, text: string) => void;
  /** An empty form again. */
  reset: (values: Values) => void;
}

export function useForm<Values extends object>(initial: Values, options: { draft?: string } = {}): Form<Values> {
  const draft = useRef(readDraft<Values>(options.draft));
  const [values, setValues] = useState<Values>(() => ({ ...initial, ...draft.current }));
  const [restored, setRestored] = useState(draft.current !== null);
  const [failure, setFailure] = useState<unknown>(null);
  const [own, setOwn] = useState<Record<string, string>>({});
  const [pending, setPending] = useState(false);
  const [changed, setChanged] = useState<readonly string[]>([]);
  const key = useRef(newKey());
  const touched = useRef(false);

  useEffect(() => {
    if (!options.draft || !touched.current) return;
    try {
      localStorage.setItem(placeOf(options.draft), JSON.stringify(values));
    } catch {
      // Storage is full or forbidden: the text is still on screen.
    }
  }, [values, options.draft]);

  const dropDraft = () => {
    touched.current = false;
    setRestored(false);
    if (options.draft) localStorage.removeItem(placeOf(options.draft));
  };
  return {
    values,
    set: (field, value) => {
      touched.current = true;
      setOwn({});
      setChanged((before) => [...before, String(field), `${String(field)}_id`]);
      setValues((before) => ({ ...before, [field]: value }));
    },
    // What the server said of a value no longer holds for another one.
    errorOf: (field) => own[field] ?? (failure instanceof ApiError && !changed.includes(field) ? failure.forField(field) : undefined),
    failure: failure instanceof ApiError && failure.fields.length > 0 ? null : failure,
    faults: failure instanceof ApiError ? failure.fields : [],
    pending,
    restored,
    dropDraft,
    reset: (empty) => {
      dropDraft();
      setOwn({});
      setFailure(null);
      setValues(empty);
    },
    refuse: (field, text) => setOwn((before) => ({ ...before, [field]: text })),
    submit: async (work) => {
      if (pending) return false;
      setPending(true);
      setFailure(null);
      setChanged([]);
      try {
        await work(key.current);
        key.current = newKey();
        dropDraft();
        return true;
      } catch (error) {
        // A refused request was not carried out: the next try is a new one. After a lost line the key stays, so that
        // whatever did arrive is not made twice.
        if (error instanceof ApiError) key.current = newKey();
        setFailure(error);
        return false;
      } finally {
        setPending(false);
      }
    },
  };
}
