// A new person at the customer. Only the name is asked for; level and stance can wait until they are known.
import { useTranslation } from 'react-i18next';
import { useCreate } from '~/api/queries';
import { styles, type Style } from '~/api/selling';
import { contactLevels, contactRoles, type Contact, type ContactLevel, type ContactRole } from '~/api/types';
import { ChoiceChips } from '~/components/choice_chips';
import { Select, TextField } from '~/components/field';
import { StanceGlyph, stanceOf } from '~/components/stance_glyph';
import { undoToast } from '~/components/toast';
import { FormDialog } from './form_dialog';
import { useForm } from './use_form';

interface ContactFormProps {
  isOpen: boolean;
  onClose: () => void;
  accountId: string;
  level?: ContactLevel | null;
  onCreated?: (contact: Contact) => void;
}

export function ContactForm(props: ContactFormProps) {
  return props.isOpen ? <ContactFormOpen {...props} /> : null;
}

const attitudes = ['2', '1', '0', '-1', '-2', 'unknown'] as const;

function ContactFormOpen({ onClose, accountId, level, onCreated }: ContactFormProps) {
  const { t } = useTranslation();
  const create = useCreate('contacts');
  const form = useForm({ name: '', title: '', role: 'none' as ContactRole | 'none', level: (level ?? null) as ContactLevel | null, attitude: 'unknown' as (typeof attitudes)[number], style: null as Style | null, mobile: '', email: '' });
  const { values, set } = form;
  const save = async () => {
    if (!values.name.trim()) return form.refuse('name', t('field.required'));
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: {
          account_id: accountId,
          name: values.name.trim(),
          title: values.title.trim() || null,
          role: values.role === 'none' ? null : values.role,
          level: values.level,
          attitude: values.attitude === 'unknown' ? null : Number(values.attitude),
          style: values.style,
          mobile: values.mobile.trim() || null,
          email: values.email.trim() || null,
        },
      });
      undoToast(t('forms.contact_added', { name: answer.body.name }), answer.undoId);
      onCreated?.(answer.body);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('forms.contact')} isOpen onClose={onClose} form={form} onSubmit={() => void save()}>
      <div className="form-row">
        <TextField label={t('forms.name')} value={values.name} onChange={(value) => set('name', value)} error={form.errorOf('name')} autoFocus required maxLength={200} />
        <TextField label={t('forms.job_title')} value={values.title} onChange={(value) => set('title', value)} error={form.errorOf('title')} maxLength={200} />
      </div>
      <ChoiceChips
        label={t('forms.level')}
        value={values.level}
        options={contactLevels.map((value) => ({ value, label: t(`level.${value}`) }))}
        onChange={(value) => set('level', value)}
        error={form.errorOf('level')}
      />
      <ChoiceChips
        label={t('forms.attitude')}
        value={values.attitude}
        options={attitudes.map((value) => ({
          value,
          label: t(`attitude.${value}`),
          before: <StanceGlyph stance={stanceOf(value === 'unknown' ? null : Number(value))} size={16} plain />,
        }))}
        onChange={(value) => set('attitude', value)}
        error={form.errorOf('attitude')}
      />
      <ChoiceChips label={t('people.style')} value={values.style} options={styles.map((value) => ({ value, label: t(`style.${value}`) }))} onChange={(value) => set('style', value)} error={form.errorOf('style')} />
      <Select
        label={t('forms.role')}
        value={values.role}
        options={[{ value: 'none' as const, label: t('common.unknown') }, ...contactRoles.map((value) => ({ value, label: t(`contact_role.${value}`) }))]}
        onChange={(value) => set('role', value)}
        error={form.errorOf('role')}
      />
      <div className="form-row">
        <TextField label={t('forms.mobile')} type="tel" value={values.mobile} onChange={(value) => set('mobile', value)} error={form.errorOf('mobile')} />
        <TextField label={t('forms.email')} type="email" value={values.email} onChange={(value) => set('email', value)} error={form.errorOf('email')} />
      </div>
    </FormDialog>
  );
}
