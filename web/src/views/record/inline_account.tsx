// A customer that another record names, found by typing where it stands.
import { useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { errorText } from '~/api/errors';
import type { Named } from '~/api/types';
import { AccountPicker } from './account_picker';
import { EditableValue } from './editable_value';
import './record.css';

interface InlineAccountProps {
  label: string;
  account: Named | null;
  /** What stands there when none is named. */
  none: ReactNode;
  onSave: (id: string | null) => Promise<unknown>;
  readOnly?: boolean;
  /** The name leads to the customer; a press beside it changes it. */
  linked?: boolean;
  clearable?: boolean;
}

export function InlineAccount({ label, account, none, onSave, readOnly, linked, clearable }: InlineAccountProps) {
  const { t } = useTranslation();
  const opened = useRef(onSave); // knows the version that was on screen when the editor was opened
  const [editing, setEditing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const labelId = useId();
  const save = (id: string | null) => {
    setError(null);
    opened.current(id).then(
      () => setEditing(false),
      (failure: unknown) => setError(failure),
    );
  };
  const edit = () => {
    opened.current = onSave;
    setError(null);
    setEditing(true);
  };
  if (editing) {
    return (
      <div className="inline-field">
        <span className="inline-label">{label}</span>
        <div
          className="inline-content"
          onKeyDown={(event) => {
            if (event.key === 'Escape') setEditing(false);
          }}
        >
          <AccountPicker label={label} hideLabel autoFocus value={null} onChange={(picked) => picked && save(picked.id)} error={error ? errorText(error, t) : undefined} />
          {clearable && account && (
            <button type="button" className="link caption" onClick={() => save(null)}>
              {t('inline.clear')}
            </button>
          )}
        </div>
      </div>
    );
  }
  const link = linked && account && (
    <Link className="link" to={`/accounts/${account.id}`}>
      {account.name}
    </Link>
  );
  return (
    <div className="inline-field">
      <span className="inline-label" id={labelId}>
        {label}
      </span>
      <div className="inline-content">
        {readOnly ? (
          <span className="inline-value">{link || (account?.name ?? '–')}</span>
        ) : link ? (
          <span className="inline-value row">
            <span className="grow ellipsis">{link}</span>
            <button type="button" className="link caption" aria-label={t('inline.change', { label })} onClick={edit}>
              {t('inline.change_short')}
            </button>
          </span>
        ) : (
          <EditableValue labelId={labelId} content={account?.name ?? none} onEdit={edit} />
        )}
      </div>
    </div>
  );
}
