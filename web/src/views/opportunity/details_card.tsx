// The facts of an opportunity, each edited in place. There is no stage among them: the stage is earned.
import { useTranslation } from 'react-i18next';
import { useList } from '~/api/queries';
import { sellerSteps, type Opportunity } from '~/api/types';
import { Card } from '~/components/card';
import { formatAmount } from '~/format/money';
import { useFormat } from '~/format/use_format';
import { instantOfDay } from '../forms/moments';
import { ConflictDialog } from '../record/conflict_dialog';
import type { Fields } from '../record/conflict';
import { InlineAccount } from '../record/inline_account';
import { InlineAmount } from '../record/inline_amount';
import { InlineChoice, InlineDate, InlineText } from '../record/inline_field';
import { useFieldSave } from '../record/use_field_save';
import { useUsers } from '../record/use_users';
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
      <InlineAccount label={t('object.account')} account={opportunity.account} none={<span className="warn">{t('opportunities.no_account')}</span>} onSave={(account_id) => field.save({ account_id })} readOnly={readOnly} />
      <InlineAmount label={t('forms.amount')} amount={opportunity.amount_minor} currency={opportunity.currency} onSave={(amount_minor, currency) => field.save({ amount_minor, currency })} readOnly={readOnly} />
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
