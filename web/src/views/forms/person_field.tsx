// Who at the customer: one of those known, nobody, or somebody new without leaving the form.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useList } from '~/api/queries';
import { Button } from '~/components/button';
import { Select } from '~/components/field';
import { ContactForm } from './contact_form';

export const nobody = 'none';

interface PersonFieldProps {
  label: string;
  accountId: string | null;
  /** A contact's id, or `nobody`. */
  value: string;
  onChange: (id: string) => void;
  hint?: string;
  error?: string;
}

export function PersonField({ label, accountId, value, onChange, hint, error }: PersonFieldProps) {
  const { t } = useTranslation();
  const contacts = useList('contacts', { account_id: accountId, limit: 200 }, { enabled: Boolean(accountId) });
  const [adding, setAdding] = useState(false);
  if (!accountId) return null;
  const people = contacts.data?.items ?? [];
  return (
    <>
      <div className="row person-field">
        <Select
          className="grow"
          label={label}
          value={value}
          options={[{ value: nobody, label: t('evidence_form.nobody') }, ...people.map((person) => ({ value: person.id, label: person.title ? `${person.name} · ${person.title}` : person.name }))]}
          onChange={onChange}
          hint={hint}
          error={error}
        />
        <Button icon="plus" onPress={() => setAdding(true)}>
          {t('evidence_form.new_person')}
        </Button>
      </div>
      <ContactForm isOpen={adding} onClose={() => setAdding(false)} accountId={accountId} onCreated={(contact) => onChange(contact.id)} />
    </>
  );
}
