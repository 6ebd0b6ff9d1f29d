// One field, edited where it stands: Enter or leaving saves, Esc puts back what was there, 「已保存」 shows for 2 s.
// When saving fails the typed text stays, with the reason beneath.
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components';
import { ApiError, errorText } from '~/api/errors';
import { DateField } from '~/components/date_field';
import { Icon } from '~/components/icon';
import { Menu } from '~/components/menu';
import { excessOf } from '~/components/too_long';
import { EditableValue } from './editable_value';

const savedShown = 2000;

/** What an editor was opened with: its value, and the save that knows the version seen then. Live updates change neither. */
interface Opened {
  value: string | null;
  save: Save<string | null>;
}

/** Answers false when the change waits for the person to settle a clash. */
export type Save<Value> = (value: Value) => Promise<unknown>;

interface Saving {
  state: 'idle' | 'saving' | 'saved' | 'failed';
  error: unknown;
  run: (work: () => Promise<unknown>) => Promise<boolean>;
}

function useSaving(): Saving {
  const [state, setState] = useState<Saving['state']>('idle');
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (state !== 'saved') return undefined;
    const timer = setTimeout(() => setState('idle'), savedShown);
    return () => clearTimeout(timer);
  }, [state]);
  const run = async (work: () => Promise<unknown>) => {
    setState('saving');
    setError(null);
    try {
      setState((await work()) === false ? 'idle' : 'saved');
      return true;
    } catch (failure) {
      setError(failure);
      setState('failed');
      return false;
    }
  };
  return { state, error, run };
}

function FieldFrame({ label, saving, children, labelId, wrong }: { label: string; saving: Saving; children: ReactNode; labelId: string; wrong?: string }) {
  const { t } = useTranslation();
  const { error } = saving;
  const detail = wrong ? wrong : error instanceof ApiError ? (error.fields[0]?.detail ?? errorText(error, t)) : error ? errorText(error, t) : null;
  return (
    <div className="inline-field">
      <span className="inline-label" id={labelId}>
        {label}
      </span>
      <div className="inline-content">
        {children}
        <span className="inline-state caption ok" role="status">
          {saving.state === 'saved' && t('common.saved')}
        </span>
        {detail && (
          <span className="field-error" role="alert">
            {detail}
          </span>
        )}
      </div>
    </div>
  );
}

interface InlineTextProps {
  label: string;
  value: string | null;
  /** How it reads when nobody edits it. */
  shown?: ReactNode;
  /** Empty is null. */
  onSave: Save<string | null>;
  multiline?: boolean;
  readOnly?: boolean;
  placeholder?: string;
  maxLength?: number;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url';
}

export function InlineText({ label, value, shown, onSave, multiline, readOnly, placeholder, maxLength, inputMode }: InlineTextProps) {
  const { t } = useTranslation();
  const saving = useSaving();
  const labelId = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const back = useRef<HTMLButtonElement>(null);
  const settled = useRef(false);
  const opened = useRef<Opened>({ value, save: onSave });
  const latest = useRef(onSave);
  latest.current = onSave;

  const excess = excessOf(draft ?? '', maxLength);
  const finish = async () => {
    if (draft === null || settled.current || excess) return;
    settled.current = true;
    if (draft.trim() === (opened.current.value ?? '').trim()) {
      setDraft(null);
      return;
    }
    const saved = await saving.run(async () => {
      try {
        return await opened.current.save(draft.trim() || null);
      } catch (error) {
        // Told that somebody was faster: what is saved after that is meant.
        if (error instanceof ApiError && error.status === 412) opened.current.save = (text) => latest.current(text);
        throw error;
      }
    });
    if (saved) setDraft(null);
    settled.current = false;
  };
  const cancel = () => {
    settled.current = true;
    setDraft(null);
    requestAnimationFrame(() => back.current?.focus());
  };
  if (draft === null || readOnly) {
    const content = shown ?? (value || null);
    return (
      <FieldFrame label={label} saving={saving} labelId={labelId}>
        <EditableValue
          labelId={labelId}
          content={content}
          readOnly={readOnly}
          hint={placeholder ? t('inline.example', { text: placeholder }) : undefined}
          button={back}
          onEdit={() => {
            settled.current = false;
            opened.current = { value, save: onSave };
            setDraft(value ?? '');
          }}
        />
      </FieldFrame>
    );
  }
  const common = {
    className: 'field-input inline-input',
    value: draft,
    'aria-labelledby': labelId,
    autoFocus: true,
    'aria-invalid': excess ? true : undefined,
    inputMode,
    onBlur: () => void finish(),
    onChange: (event: { target: { value: string } }) => setDraft(event.target.value),
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.nativeEvent.isComposing || event.keyCode === 229) return;
      if (event.key === 'Escape') {
        event.stopPropagation();
        cancel();
      } else if (event.key === 'Enter' && (!multiline || event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        void finish();
      }
    },
  };
  return (
    <FieldFrame label={label} saving={saving} labelId={labelId} wrong={excess ? t('common.too_long', { ...excess }) : undefined}>
      {multiline ? <textarea {...common} rows={4} /> : <input {...common} />}
    </FieldFrame>
  );
}

interface InlineChoiceProps<Value extends string> {
  label: string;
  value: Value | null;
  options: readonly { value: Value; label: string }[];
  shown?: ReactNode;
  onSave: Save<Value | null>;
  clearable?: boolean;
  readOnly?: boolean;
}

export function InlineChoice<Value extends string>({ label, value, options, shown, onSave, clearable, readOnly }: InlineChoiceProps<Value>) {
  const { t } = useTranslation();
  const saving = useSaving();
  const labelId = useId();
  const current = options.find((option) => option.value === value);
  const content = shown ?? current?.label ?? null;
  const pick = (next: Value | null) => {
    if (next !== value) void saving.run(() => onSave(next));
  };
  return (
    <FieldFrame label={label} saving={saving} labelId={labelId}>
      {readOnly ? (
        <span className="inline-value">{content ?? <span className="third">–</span>}</span>
      ) : (
        <Menu
          label={label}
          trigger={
            <AriaButton className="inline-value editable" id={`${labelId}-value`} aria-labelledby={`${labelId} ${labelId}-value`}>
              {content ?? <span className="third">{t('inline.choose')}</span>}
              <Icon name="chevron_down" size={10} className="third inline-arrow" />
            </AriaButton>
          }
          entries={[
            ...options.map((option) => ({ id: option.value, label: option.label, checked: option.value === value, onAction: () => pick(option.value) })),
            ...(clearable && value !== null ? [{ id: '-', label: t('inline.clear'), separated: true, onAction: () => pick(null) }] : []),
          ]}
        />
      )}
    </FieldFrame>
  );
}

interface InlineDateProps {
  label: string;
  value: string | null;
  shown: ReactNode;
  onSave: Save<string | null>;
  readOnly?: boolean;
}

const dateSettles = 600; // ms: typing 2026 passes through 0002, 0020 and 0202

export function InlineDate({ label, value, shown, onSave, readOnly }: InlineDateProps) {
  const { t } = useTranslation();
  const saving = useSaving();
  const labelId = useId();
  const [editing, setEditing] = useState(false);
  const [draft, setDraft] = useState(value);
  const opened = useRef<Opened>({ value, save: onSave });
  useEffect(() => {
    if (!editing || draft === opened.current.value || !draft || Number(draft.slice(0, 4)) < 1900) return undefined;
    const timer = setTimeout(() => {
      void saving.run(() => opened.current.save(draft)).then((ok) => ok && setEditing(false));
    }, dateSettles);
    return () => clearTimeout(timer);
  }, [draft, editing]);
  return (
    <FieldFrame label={label} saving={saving} labelId={labelId}>
      {editing && !readOnly ? (
        <div
          className="row inline-date"
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation();
              setEditing(false);
            }
          }}
        >
          <DateField label={label} hideLabel value={draft} onChange={setDraft} className="grow" />
          {value && (
            <AriaButton className="link caption" onPress={() => void saving.run(() => opened.current.save(null)).then((ok) => ok && setEditing(false))}>
              {t('inline.clear')}
            </AriaButton>
          )}
          <AriaButton className="link caption" onPress={() => setEditing(false)}>
            {t('common.close')}
          </AriaButton>
        </div>
      ) : (
        <EditableValue
          labelId={labelId}
          content={value ? shown : null}
          readOnly={readOnly}
          onEdit={() => {
            opened.current = { value, save: onSave };
            setDraft(value);
            setEditing(true);
          }}
        />
      )}
    </FieldFrame>
  );
}
