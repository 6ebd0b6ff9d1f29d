// Everything else we know about a customer, each field edited in place.
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { errorText } from '~/api/errors';
import { useDelete, useList, useRecord } from '~/api/queries';
import { buyerTypes, tiers, type Account } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import type { Fields } from '../record/conflict';
import { ConflictDialog } from '../record/conflict_dialog';
import { InlineAccount } from '../record/inline_account';
import { InlineAmount } from '../record/inline_amount';
import { InlineChoice, InlineText } from '../record/inline_field';
import { useFieldSave } from '../record/use_field_save';
import { useUsers } from '../record/use_users';
import { QualificationCard } from './qualification_card';
import '../record/record.css';

type TextField = 'name' | 'alias' | 'industry' | 'region' | 'city' | 'address' | 'phone' | 'website' | 'email_domain' | 'tax_code' | 'description';

export function AccountDetails({ account, readOnly }: { account: Account; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const users = useUsers();
  const navigate = useNavigate();
  const remove = useDelete('accounts');
  const field = useFieldSave('accounts', account);
  const { save, conflict, settle, dismiss } = field;
  const text = (name: TextField, multiline = false) => (
    <InlineText label={t(`field_name.${name}`)} value={account[name]} onSave={(value) => save({ [name]: name === 'name' ? (value ?? '') : value })} multiline={multiline} readOnly={readOnly} />
  );
  const showField = (name: string, fields: Fields): string => {
    if (name === 'owner_id') return users.nameOf(String(fields[name])) ?? '';
    if (name === 'annual_revenue_minor' && fields[name] !== null) return format.amount(Number(fields[name]), String(fields.currency ?? account.currency));
    return String(fields[name] ?? '');
  };
  const deleteAccount = () => {
    remove.mutateAsync({ id: account.id, version: account.version }).then(
      (answer) => {
        undoToast(t('account.deleted', { name: account.name }), answer.undoId);
        void navigate('/accounts');
      },
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  return (
    <div className="record-grid">
      <Card title={t('account.details')}>
        {text('name')}
        {text('alias')}
        <Group account={account} onSave={(parent_id) => save({ parent_id })} readOnly={readOnly} />
        <InlineChoice label={t('field_name.owner_id')} value={account.owner_id} shown={account.owner?.name} options={users.active.map((user) => ({ value: user.id, label: user.name }))} onSave={(owner_id) => save({ owner_id })} clearable readOnly={readOnly} />
        <InlineChoice label={t('field_name.tier')} value={account.tier} options={tiers.map((value) => ({ value, label: t(`tier.${value}`) }))} onSave={(tier) => save({ tier })} readOnly={readOnly} />
        <InlineChoice label={t('field_name.buyer_type')} value={account.buyer_type} options={buyerTypes.map((value) => ({ value, label: t(`buyer_type.${value}`) }))} onSave={(buyer_type) => save({ buyer_type })} clearable readOnly={readOnly} />
        {text('industry')}
        {text('region')}
        {text('city')}
        {text('address')}
        {text('phone')}
        {text('website')}
        {text('email_domain')}
        {text('tax_code')}
        <InlineText label={t('field_name.employees')} value={account.employees === null ? '' : String(account.employees)} inputMode="numeric" onSave={(value) => save({ employees: value === null ? null : Number(value) })} readOnly={readOnly} />
        <InlineAmount label={t('field_name.annual_revenue_minor')} amount={account.annual_revenue_minor} currency={account.currency} onSave={(annual_revenue_minor, currency) => save({ annual_revenue_minor, currency })} readOnly={readOnly} />
        {text('description', true)}
        <InlineText label={t('field_name.source')} value={[account.source, account.external_id].filter(Boolean).join(' · ')} onSave={() => Promise.resolve()} readOnly />
        <InlineText label={t('account.created')} value={format.date(account.created_at, { year: true })} onSave={() => Promise.resolve()} readOnly />
        {!readOnly && (
          <Button variant="danger" icon="trash" onPress={deleteAccount} isPending={remove.isPending}>
            {t('account.delete')}
          </Button>
        )}
      </Card>
      <QualificationCard account={account} field={field} readOnly={readOnly} />
      <ConflictDialog conflict={conflict} labelOf={(name) => t(`field_name.${name}`, { defaultValue: name })} show={(name, fields) => (showField(name, fields))} onSettle={(mine) => void settle(mine)} onDismiss={dismiss} />
    </div>
  );
}

const fewChildren = 50;

/** Whom the customer belongs to, and who belongs to it. */
function Group({ account, onSave, readOnly }: { account: Account; onSave: (id: string | null) => Promise<unknown>; readOnly: boolean }) {
  const { t } = useTranslation();
  const parent = useRecord('accounts', account.parent_id);
  const children = useList('accounts', { parent_id: account.id, limit: fewChildren });
  const below = children.data?.items ?? [];
  // One that this person may not see has no name here.
  const named = account.parent_id ? { id: account.parent_id, name: parent.data?.name ?? (parent.isError ? t('account.not_visible') : '…') } : null;
  return (
    <>
      <InlineAccount label={t('field_name.parent_id')} account={named} none={<span className="third">{t('inline.choose')}</span>} onSave={onSave} readOnly={readOnly} linked clearable />
      {below.length > 0 && (
        <div className="inline-field">
          <span className="inline-label">{t('account.children')}</span>
          <div className="inline-content">
            <span className="inline-value account-children">
              {below.map((child) => (
                <Link key={child.id} className="link" to={`/accounts/${child.id}`}>
                  {child.name}
                </Link>
              ))}
              {children.data?.next && <span className="third">…</span>}
            </span>
          </div>
        </div>
      )}
    </>
  );
}
