// A new customer. Only the name is asked for. Names that look like ones already there are shown before a second is made.
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useCreate, useRead } from '~/api/queries';
import { tiers, type SearchItem, type Tier } from '~/api/types';
import { useSession } from '~/app/session';
import { ChoiceChips } from '~/components/choice_chips';
import { TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { FormDialog } from './form_dialog';
import { useForm } from './use_form';

interface AccountFormProps {
  isOpen: boolean;
  onClose: () => void;
  name?: string;
}

export function AccountForm(props: AccountFormProps) {
  return props.isOpen ? <AccountFormOpen {...props} /> : null;
}

function AccountFormOpen({ onClose, name }: AccountFormProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const create = useCreate('accounts');
  const navigate = useNavigate();
  const form = useForm({ name: name ?? '', industry: '', region: '', tier: 'undecided' as Tier });
  const { values, set } = form;
  const text = values.name.trim();
  const similar = useRead<{ items: SearchItem[] }>(['search'], '/search', { q: text, kinds: 'account', limit: 3 }, { enabled: text.length >= 2, keepPrevious: true });
  const save = async () => {
    if (!text) return form.refuse('name', t('field.required'));
    let created: string | null = null;
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: { name: text, industry: values.industry.trim() || null, region: values.region.trim() || null, tier: values.tier, owner_id: user.id },
      });
      created = answer.body.id;
      undoToast(t('forms.account_added', { name: answer.body.name }), answer.undoId);
    });
    if (done) {
      onClose();
      if (created) void navigate(`/accounts/${created}`);
    }
  };
  const found = text.length >= 2 ? (similar.data?.items ?? []) : [];
  return (
    <FormDialog title={t('forms.account')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <TextField label={t('forms.name')} value={values.name} onChange={(value) => set('name', value)} error={form.errorOf('name')} autoFocus required maxLength={200} />
      {found.length > 0 && (
        <div className="banner" role="status">
          <span>
            {t('forms.already_there')}{' '}
            {found.map((item, index) => (
              <span key={item.id}>
                {index > 0 && t('forms.list_comma')}
                <Link className="link" to={`/accounts/${item.id}`} onClick={onClose}>
                  {item.name}
                </Link>
              </span>
            ))}
          </span>
        </div>
      )}
      <div className="form-row">
        <TextField label={t('forms.industry')} value={values.industry} onChange={(value) => set('industry', value)} error={form.errorOf('industry')} maxLength={100} />
        <TextField label={t('forms.region')} value={values.region} onChange={(value) => set('region', value)} error={form.errorOf('region')} maxLength={100} />
      </div>
      <ChoiceChips label={t('forms.tier')} value={values.tier} options={tiers.map((value) => ({ value, label: t(`tier.${value}`) }))} onChange={(value) => set('tier', value)} error={form.errorOf('tier')} />
    </FormDialog>
  );
}
