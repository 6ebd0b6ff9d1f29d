// The value of a field as it reads when nobody edits it: plain, or a button that opens the editor and is named by the
// field's label and its value.
import { useTranslation } from 'react-i18next';
import type { ReactNode, Ref } from 'react';

interface EditableValueProps {
  labelId: string;
  /** Null: nothing there yet. */
  content: ReactNode;
  onEdit: () => void;
  readOnly?: boolean;
  /** What stands in the place of nothing; "Add" if not given. */
  hint?: string;
  numeric?: boolean;
  button?: Ref<HTMLButtonElement>;
}

export function EditableValue({ labelId, content, onEdit, readOnly, hint, numeric, button }: EditableValueProps) {
  const { t } = useTranslation();
  const figures = numeric ? ' numeric' : '';
  if (readOnly) return <span className={`inline-value${figures}`}>{content ?? <span className="third">–</span>}</span>;
  return (
    <button
      ref={button}
      type="button"
      className={`inline-value editable${figures}`}
      id={`${labelId}-value`}
      aria-labelledby={`${labelId} ${labelId}-value`}
      onClick={onEdit}
    >
      {content ?? <span className="third">{hint ?? t('inline.fill')}</span>}
    </button>
  );
}
