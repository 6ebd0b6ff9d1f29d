// One person: what we know, every field edited in place, and what they said.
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { useDelete, useList } from '~/api/queries';
import { styles } from '~/api/selling';
import { contactLevels, contactRoles, type Contact } from '~/api/types';
import { Button } from '~/components/button';
import { Sheet } from '~/components/overlays';
import { QuoteBlock } from '~/components/quote_block';
import { StanceGlyph, stanceOf } from '~/components/stance_glyph';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { isCustomersWord } from '../position/evidence_logic';
import { PersonPrivacy } from '../privacy/person_privacy';
import { ConflictDialog } from '../record/conflict_dialog';
import { InlineChoice, InlineText } from '../record/inline_field';
import { useFieldSave } from '../record/use_field_save';
import { OppositionCauseForm } from './opposition_cause';
import '../record/record.css';

interface ContactSheetProps {
  contactId: string | null;
  contacts: readonly Contact[];
  onClose: () => void;
  readOnly?: boolean;
}

export function ContactSheet({ contactId, contacts, onClose, readOnly }: ContactSheetProps) {
  const person = contacts.find((contact) => contact.id === contactId);
  if (!person) return null;
  return <ContactSheetOpen person={person} contacts={contacts} onClose={onClose} readOnly={readOnly} />;
}

const attitudes = ['2', '1', '0', '-1', '-2'] as const;
const influences = ['0', '1', '2', '3', '4', '5'] as const;

function ContactSheetOpen({ person, contacts, onClose, readOnly }: { person: Contact; contacts: readonly Contact[]; onClose: () => void; readOnly?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { save, conflict, settle, dismiss } = useFieldSave('contacts', person);
  const remove = useDelete('contacts');
  const evidence = useList('evidence', { account_id: person.account_id, limit: 200 });
  const said = (evidence.data?.items ?? []).filter((item) => item.contact_id === person.id && (item.quote || item.document));
  const withheld = (person.withheld ?? []).includes('attitude');
  const superiors = contacts.filter((other) => other.id !== person.id && other.reports_to_id !== person.id);
  const text = (field: 'name' | 'title' | 'department' | 'style_evidence' | 'phone' | 'mobile' | 'email' | 'description', label: string, multiline = false) => (
    <InlineText label={label} value={person[field]} onSave={(value) => save({ [field]: field === 'name' ? (value ?? '') : value })} multiline={multiline} readOnly={readOnly} />
  );
  const deletePerson = () => {
    remove.mutateAsync({ id: person.id, version: person.version }).then(
      (answer) => {
        undoToast(t('people.deleted', { name: person.name }), answer.undoId);
        onClose();
      },
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  return (
    <Sheet
      title={
        <span className="row">
          <StanceGlyph stance={stanceOf(person.attitude)} /> {person.name}
        </span>
      }
      isOpen
      onClose={onClose}
      footer={
        !readOnly && (
          <Button variant="danger" icon="trash" onPress={deletePerson} isPending={remove.isPending}>
            {t('common.delete')}
          </Button>
        )
      }
    >
      {text('name', t('forms.name'))}
      {text('title', t('forms.job_title'))}
      {text('department', t('people.department'))}
      <InlineChoice label={t('forms.level')} value={person.level} options={contactLevels.map((value) => ({ value, label: t(`level.${value}`) }))} onSave={(level) => save({ level })} clearable readOnly={readOnly} />
      {withheld ? (
        <p className="second">
          {t('people.how_they_stand')}: {t('common.withheld')}
        </p>
      ) : (
        <>
          <InlineChoice
            label={t('forms.attitude')}
            value={person.attitude === null ? null : (String(person.attitude) as (typeof attitudes)[number])}
            options={attitudes.map((value) => ({ value, label: t(`attitude.${value}`) }))}
            onSave={(value) => save({ attitude: value === null ? null : Number(value) })}
            clearable
            readOnly={readOnly}
          />
          {(person.attitude ?? 0) < 0 || person.opposition_cause ? <OppositionCauseForm person={person} readOnly={readOnly} onSave={save} /> : null}
          <InlineChoice label={t('people.style')} value={person.style} options={styles.map((value) => ({ value, label: t(`style.${value}`) }))} onSave={(style) => save({ style })} clearable readOnly={readOnly} />
          {person.style && text('style_evidence', t('people.style_evidence'), true)}
        </>
      )}
      <InlineChoice
        label={t('people.influence')}
        value={person.influence === null ? null : (String(person.influence) as (typeof influences)[number])}
        options={influences.map((value) => ({ value, label: t('people.influence_n', { n: value }) }))}
        onSave={(value) => save({ influence: value === null ? null : Number(value) })}
        clearable
        readOnly={readOnly}
      />
      <InlineChoice label={t('forms.role')} value={person.role} options={contactRoles.map((value) => ({ value, label: t(`contact_role.${value}`) }))} onSave={(role) => save({ role })} clearable readOnly={readOnly} />
      <InlineChoice label={t('people.reports_to')} value={person.reports_to_id} options={superiors.map((other) => ({ value: other.id, label: other.name }))} onSave={(reports_to_id) => save({ reports_to_id })} clearable readOnly={readOnly} />
      {text('mobile', t('forms.mobile'))}
      {text('phone', t('people.phone'))}
      {text('email', t('forms.email'))}
      {text('description', t('people.description'), true)}
      <p className="caption third">{t('people.ethics')}</p>
      <h3 style={{ marginTop: 16 }}>{t('people.said')}</h3>
      {said.length === 0 && <p className="second">{t('people.said_nothing')}</p>}
      <ul>
        {said.map((item) => (
          <li key={item.id} className="quote" style={{ marginTop: 8 }}>
            <QuoteBlock text={item.quote || item.document || ''} verbatim={isCustomersWord(item)} inference={item.source_class === 'inference'} />
            <div className="caption third">
              {t(`evidence.${item.code}`)} · {format.date(item.observed_at)}
            </div>
          </li>
        ))}
      </ul>
      <PersonPrivacy kind="contacts" id={person.id} name={person.name} onErased={onClose} />
      <ConflictDialog conflict={conflict} labelOf={(field) => t(`people.field_${field}`, { defaultValue: field })} show={(field, fields) => String(fields[field] ?? '')} onSettle={(mine) => void settle(mine)} onDismiss={dismiss} />
    </Sheet>
  );
}
