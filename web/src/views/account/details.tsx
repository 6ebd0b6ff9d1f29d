// Everything else we know about a customer, each field edited in place.
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { errorText } from '~/api/errors';
import { useDelete } from '~/api/queries';
import { buyerTypes, tiers, type Account } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { ConflictDialog } from '../record/conflict_dialog';
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
      <ConflictDialog conflict={conflict} labelOf={(name) => t(`field_name.${name}`, { defaultValue: name })} show={(name, fields) => (name === 'owner_id' ? (users.nameOf(fields[name] as string) ?? '') : String(fields[name] ?? ''))} onSettle={(mine) => void settle(mine)} onDismiss={dismiss} />
    </div>
  );
}
