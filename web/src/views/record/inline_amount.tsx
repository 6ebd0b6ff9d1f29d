// An amount edited where it stands: "1860 万" and the like; the currency goes with it.
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { Dialog } from '~/components/overlays';
import { ErrorState } from '~/components/states';
import { minorDigits, parseAmount } from '~/format/money';
import { useFormat } from '~/format/use_format';
import { AmountField } from '../forms/amount_field';
import { EditableValue } from './editable_value';
import './record.css';

interface InlineAmountProps {
  label: string;
  amount: number | null;
  currency: string | null;
  /** Both null when it was emptied. Answers false when the change waits for the person to settle a clash. */
  onSave: (amount: number | null, currency: string | null) => Promise<unknown>;
  readOnly?: boolean;
}

export function InlineAmount({ label, amount: given, currency: givenCurrency, onSave, readOnly }: InlineAmountProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace } = useSession();
  const plain = given === null ? '' : String(given / 10 ** minorDigits(givenCurrency ?? workspace.currency));
  const [editing, setEditing] = useState(false);
  const [text, setText] = useState(plain);
  const [currency, setCurrency] = useState(givenCurrency || workspace.currency);
  const [error, setError] = useState<unknown>(null);
  const opened = useRef(onSave); // knows the version that was on screen when the editor was opened
  const save = async () => {
    const amount = text.trim() ? parseAmount(text, currency) : null;
    if (text.trim() && amount === null) return;
    try {
      await opened.current(amount, amount === null ? null : currency);
      setEditing(false);
    } catch (failure) {
      setError(failure);
    }
  };
  const labelId = useId();
  return (
    <div className="inline-field">
      <span className="inline-label" id={labelId}>
        {label}
      </span>
      <div className="inline-content">
        <EditableValue
          labelId={labelId}
          content={given === null ? null : format.amount(given, givenCurrency)}
          readOnly={readOnly}
          numeric
          onEdit={() => {
            setText(plain);
            setCurrency(givenCurrency || workspace.currency);
            setError(null);
            opened.current = onSave;
            setEditing(true);
          }}
        />
      </div>
      <Dialog
        title={label}
        isOpen={editing}
        onClose={() => setEditing(false)}
        footer={
          <>
            <Button onPress={() => setEditing(false)}>{t('common.cancel')}</Button>
            <Button variant="primary" onPress={() => void save()}>
              {t('common.save')}
            </Button>
          </>
        }
      >
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <AmountField label={label} text={text} currency={currency} onText={setText} onCurrency={setCurrency} />
          {error !== null && <ErrorState error={error} />}
        </form>
      </Dialog>
    </div>
  );
}
