// Why somebody is against us (METHOD M10–M12): first what shows it, then the root, then what to do about it.
import { useTranslation } from 'react-i18next';
import { oppositionCauses } from '~/api/ground';
import type { Contact } from '~/api/types';
import { InlineChoice, InlineText } from '../record/inline_field';

interface OppositionCauseFormProps {
  person: Contact;
  readOnly?: boolean;
  onSave: (changes: Partial<Contact>) => Promise<string | null | false>;
}

export function OppositionCauseForm({ person, readOnly, onSave }: OppositionCauseFormProps) {
  const { t } = useTranslation();
  return (
    <>
      <InlineText label={t('people.opposition_words')} value={person.opposition_words} onSave={(opposition_words) => onSave({ opposition_words, ...(opposition_words ? {} : { opposition_cause: null }) })} placeholder={t('people.opposition_example')} multiline readOnly={readOnly} maxLength={500} />
      {person.opposition_words ? (
        <InlineChoice
          label={t('people.opposition_cause')}
          value={person.opposition_cause}
          options={oppositionCauses.map((value) => ({ value, label: t(`opposition_cause.${value}`) }))}
          onSave={(opposition_cause) => onSave({ opposition_cause })}
          clearable
          readOnly={readOnly}
        />
      ) : (
        <p className="caption third">{t('people.opposition_first')}</p>
      )}
      {person.opposition_cause && <p className="caption second">{t(`opposition_treatment.${person.opposition_cause}`)}</p>}
    </>
  );
}
