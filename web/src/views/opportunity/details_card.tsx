// The facts of an opportunity, each edited in place. There is no stage among them: the stage is earned.
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useList } from '~/api/queries';
import { sellerSteps, type Opportunity } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Dialog } from '~/components/overlays';
import { ErrorState } from '~/components/states';
import { formatAmount, minorDigits, parseAmount } from '~/format/money';
import { useFormat } from '~/format/use_format';
import { AmountField } from '../forms/amount_field';
import { instantOfDay } from '../forms/moments';
import { AccountPicker } from '../record/account_picker';
import { ConflictDialog } from '../record/conflict_dialog';
import type { Fields } from '../record/conflict';
import { InlineChoice, InlineDate, InlineText } from '../record/inline_field';
import { useFieldSave, type FieldSave } from '../record/use_field_save';
import { useUsers } from '../record/use_users';
import { useSession } from '~/app/session';
import '../record/record.css';

export function DetailsCard({ opportunity, readOnly }: { opportunity: Opportunity; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const users = useUsers();
  const products = useList('products', { limit: 200 });
  const field = useFieldSave('opportunities', opportunity);
  const { save, conflict, settle, dismiss } = field;
  const date = (name: 'opened_at' | 'expected_close' | 'closed_at') => (
    <InlineDate label={t(`field_name.${name}`)} value={opportunity[name]?.slice(0, 10) ?? null} shown={opportunity[name] ? format.date(opportunity[name].slice(0, 10), { year: true }) : '–'} onSave={(value) => save({ [name]: value && name !== 'expected_close' ? instantOfDay(value) : value })} readOnly={readOnly} />
  );
  const show = (name: string, fields: Fields): string => {
    const value = fields[name];
    if (value === null || value === undefined) return '';
    if (name === 'owner_id') return users.nameOf(String(value)) ?? '';
    if (name === 'amount_minor') return formatAmount(format.language, Number(value), String(fields.currency ?? opportunity.currency));
    if (name === 'seller_step') return t(`seller_step.${String(value)}`);
    return String(value);
  };
  return (
    <Card title={t('account.details')}>
      <InlineText label={t('field_name.name')} value={opportunity.name} onSave={(name) => save({ name: name ?? '' })} readOnly={readOnly} maxLength={200} />
      <AccountField opportunity={opportunity} field={field} readOnly={readOnly} />
      <AmountRow opportunity={opportunity} field={field} readOnly={readOnly} />
      {date('expected_close')}
      {date('opened_at')}
      {opportunity.result !== 'open' && date('closed_at')}
      {opportunity.result !== 'open' && <InlineText label={t('field_name.result_reason')} value={opportunity.result_reason} onSave={(result_reason) => save({ result_reason })} multiline readOnly={readOnly} />}
      <InlineChoice label={t('field_name.seller_step')} value={opportunity.seller_step} options={sellerSteps.map((value) => ({ value, label: t(`seller_step.${value}`) }))} onSave={(seller_step) => save({ seller_step })} clearable readOnly={readOnly} />
      <InlineChoice label={t('field_name.owner_id')} value={opportunity.owner_id} shown={opportunity.owner?.name} options={users.active.map((user) => ({ value: user.id, label: user.name }))} onSave={(owner_id) => save({ owner_id })} clearable readOnly={readOnly} />
      <InlineChoice
        label={t('field_name.product_id')}
        value={opportunity.product_id}
        shown={opportunity.product?.name}
        options={(products.data?.items ?? []).map((product) => ({ value: product.id, label: product.name }))}
        onSave={(product_id) => save({ product_id })}
        clearable
        readOnly={readOnly}
      />
      <InlineText label={t('field_name.improvement_sentence')} value={opportunity.improvement_sentence} onSave={(improvement_sentence) => save({ improvement_sentence })} placeholder={t('opportunity.improvement_example')} multiline readOnly={readOnly} />
      <InlineText label={t('field_name.description')} value={opportunity.description} onSave={(description) => save({ description })} multiline readOnly={readOnly} />
      <ConflictDialog conflict={conflict} labelOf={(name) => t(`field_name.${name}`, { defaultValue: name })} show={show} onSettle={(mine) => void settle(mine)} onDismiss={dismiss} />
    </Card>
  );
}

interface RowProps {
  opportunity: Opportunity;
  field: FieldSave<'opportunities'>;
  readOnly: boolean;
}

/** "1860 万" and the like; the currency goes with it. */
function AmountRow({ opportunity, field, readOnly }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { workspace } = useSession();
  const plain = opportunity.amount_minor === null ? '' : String(opportunity.amount_minor / 10 ** minorDigits(opportunity.currency ?? workspace.currency));
  const [editing, setEditing] = useState(false);
  const [text, setText] = useState(plain);
  const [currency, setCurrency] = useState(opportunity.currency || workspace.currency);
  const [error, setError] = useState<unknown>(null);
  const opened = useRef(field.save); // knows the version that was on screen when the editor was opened
  const save = async () => {
    const amount = text.trim() ? parseAmount(text, currency) : null;
    if (text.trim() && amount === null) return;
    try {
      await opened.current(amount === null ? { amount_minor: null, currency: null } : { amount_minor: amount, currency });
      setEditing(false);
    } catch (failure) {
      setError(failure);
    }
  };
  const shown = format.amount(opportunity.amount_minor, opportunity.currency);
  const labelId = useId();
  return (
    <div className="inline-field">
      <span className="inline-label" id={labelId}>
        {t('forms.amount')}
      </span>
      <div className="inline-content">
        {readOnly ? (
          <span className="inline-value numeric">{shown}</span>
        ) : (
          <button
            type="button"
            className="inline-value editable numeric"
            id={`${labelId}-value`}
            aria-labelledby={`${labelId} ${labelId}-value`}
            onClick={() => {
              setText(plain);
              setCurrency(opportunity.currency || workspace.currency);
              setError(null);
              opened.current = field.save;
              setEditing(true);
            }}
          >
            {opportunity.amount_minor === null ? <span className="third">{t('inline.fill')}</span> : shown}
          </button>
        )}
      </div>
      <Dialog
        title={t('forms.amount')}
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
          <AmountField label={t('forms.amount')} text={text} currency={currency} onText={setText} onCurrency={setCurrency} />
          {error !== null && <ErrorState error={error} />}
        </form>
      </Dialog>
    </div>
  );
}

function AccountField({ opportunity, field, readOnly }: RowProps) {
  const { t } = useTranslation();
  const opened = useRef(field.save);
  const [editing, setEditing] = useState(false);
  const labelId = useId();
  if (editing) {
    return (
      <div className="inline-field">
        <span className="inline-label">{t('object.account')}</span>
        <div
          className="inline-content"
          onKeyDown={(event) => {
            if (event.key === 'Escape') setEditing(false);
          }}
        >
          <AccountPicker label={t('object.account')} hideLabel autoFocus value={null} onChange={(account) => account && void opened.current({ account_id: account.id }).then(() => setEditing(false))} />
        </div>
      </div>
    );
  }
  return (
    <div className="inline-field">
      <span className="inline-label" id={labelId}>
        {t('object.account')}
      </span>
      <div className="inline-content">
        {readOnly ? (
          <span className="inline-value">{opportunity.account?.name ?? '–'}</span>
        ) : (
          <button type="button" className="inline-value editable" id={`${labelId}-value`} aria-labelledby={`${labelId} ${labelId}-value`} onClick={() => {
              opened.current = field.save;
              setEditing(true);
            }}>
            {opportunity.account?.name ?? <span className="warn">{t('opportunities.no_account')}</span>}
          </button>
        )}
      </div>
    </div>
  );
}
