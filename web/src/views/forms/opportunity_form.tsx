// A new buying process. Only the name is asked for; its stage comes from evidence, so there is no stage here.
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCreate } from '~/api/queries';
import { useSession } from '~/app/session';
import { DateField } from '~/components/date_field';
import { TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { parseAmount } from '~/format/money';
import { AccountPicker } from '../record/account_picker';
import { AmountField } from './amount_field';
import { FormDialog } from './form_dialog';
import { useForm } from './use_form';
import type { Named } from '~/api/types';

interface OpportunityFormProps {
  isOpen: boolean;
  onClose: () => void;
  account?: Named | null;
}

export function OpportunityForm(props: OpportunityFormProps) {
  return props.isOpen ? <OpportunityFormOpen {...props} /> : null;
}

function OpportunityFormOpen({ onClose, account }: OpportunityFormProps) {
  const { t } = useTranslation();
  const { user, workspace } = useSession();
  const create = useCreate('opportunities');
  const navigate = useNavigate();
  const form = useForm({ name: '', account: account ?? (null as Named | null), amount: '', currency: workspace.currency, expected_close: null as string | null });
  const { values, set } = form;
  const save = async () => {
    if (!values.name.trim()) return form.refuse('name', t('field.required'));
    const amount = values.amount.trim() ? parseAmount(values.amount, values.currency) : null;
    if (values.amount.trim() && amount === null) return;
    let created: string | null = null;
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: {
          name: values.name.trim(),
          account_id: values.account?.id ?? null,
          owner_id: user.id,
          expected_close: values.expected_close,
          ...(amount === null ? {} : { amount_minor: amount, currency: values.currency }),
        },
      });
      created = answer.body.id;
      undoToast(t('forms.opportunity_added', { name: answer.body.name }), answer.undoId);
    });
    if (done) {
      onClose();
      if (created) void navigate(`/opportunities/${created}`);
    }
  };
  return (
    <FormDialog title={t('forms.opportunity')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('forms.name')} value={values.name} onChange={(value) => set('name', value)} error={form.errorOf('name')} placeholder={t('forms.opportunity_example')} autoFocus required maxLength={200} />
      {!account && <AccountPicker label={t('object.account')} value={values.account} onChange={(value) => set('account', value)} />}
      <AmountField label={t('forms.amount')} text={values.amount} currency={values.currency} onText={(value) => set('amount', value)} onCurrency={(value) => set('currency', value)} error={form.errorOf('amount_minor') ?? form.errorOf('currency')} />
      <DateField label={t('forms.expected_close')} value={values.expected_close} onChange={(value) => set('expected_close', value)} error={form.errorOf('expected_close')} />
      <p className="caption third">{t('forms.stage_from_evidence')}</p>
    </FormDialog>
  );
}
