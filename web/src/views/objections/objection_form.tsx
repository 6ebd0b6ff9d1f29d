// Logging an objection: the customer's words, who said them, after which statement. Class and root can wait until it is
// clear what is meant.
import { useTranslation } from 'react-i18next';
import { useCreate, useList } from '~/api/queries';
import { objectionClasses, oppositionCauses, type ObjectionClass, type OppositionCause } from '~/api/selling';
import { ChoiceChips } from '~/components/choice_chips';
import { Checkbox, Select, TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { FormDialog } from '../forms/form_dialog';
import { nobody, PersonField } from '../forms/person_field';
import { useForm } from '../forms/use_form';
import { statementText } from '../offer/offer_words';

interface ObjectionFormProps {
  isOpen: boolean;
  onClose: () => void;
  accountId: string | null;
  opportunityId: string | null;
  callId?: string | null;
}

export function ObjectionForm(props: ObjectionFormProps) {
  return props.isOpen ? <ObjectionFormOpen {...props} /> : null;
}

const none = 'none';

function ObjectionFormOpen({ onClose, accountId, opportunityId, callId = null }: ObjectionFormProps) {
  const { t } = useTranslation();
  const create = useCreate('objections');
  const statements = useList('statements', { opportunity_id: opportunityId, limit: 200 }, { enabled: Boolean(opportunityId) });
  const form = useForm(
    { quote: '', class: null as ObjectionClass | null, cause: none as OppositionCause | typeof none, blocking: false, person: nobody, trigger: none },
    { draft: `objection.${opportunityId ?? accountId ?? ''}` },
  );
  const { values, set } = form;
  const save = async () => {
    if (!values.quote.trim()) return form.refuse('quote', t('field.required'));
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: {
          ...(opportunityId ? { opportunity_id: opportunityId } : { account_id: accountId }),
          call_id: callId,
          quote: values.quote.trim(),
          class: values.class,
          cause: values.cause === none ? null : values.cause,
          blocking: values.blocking,
          contact_id: values.person === nobody ? null : values.person,
          trigger_statement_id: values.trigger === none ? null : values.trigger,
        },
      });
      undoToast(t('objections.added'), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('objections.add')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} side wide>
      <TextField label={t('needs.customer_words')} value={values.quote} onChange={(quote) => set('quote', quote)} error={form.errorOf('quote')} placeholder={t('objections.example')} multiline rows={3} autoFocus maxLength={2000} />
      <PersonField label={t('needs.who_said')} accountId={accountId} value={values.person} onChange={(person) => set('person', person)} error={form.errorOf('contact_id')} />
      <ChoiceChips label={t('objections.class')} value={values.class} options={objectionClasses.map((value) => ({ value, label: t(`objection_class.${value}`) }))} onChange={(value) => set('class', value)} hint={t('objections.class_hint')} error={form.errorOf('class')} />
      <Select
        label={t('objections.cause')}
        value={values.cause}
        options={[{ value: none as OppositionCause | typeof none, label: t('common.unknown') }, ...oppositionCauses.map((value) => ({ value, label: t(`opposition_cause.${value}`) }))]}
        onChange={(cause) => set('cause', cause)}
        error={form.errorOf('cause')}
      />
      {(statements.data?.items.length ?? 0) > 0 && (
        <Select label={t('objections.trigger')} value={values.trigger} options={[{ value: none, label: t('common.unknown') }, ...(statements.data?.items ?? []).map((one) => ({ value: one.id, label: statementText(one) }))]} onChange={(trigger) => set('trigger', trigger)} hint={t('objections.trigger_hint')} />
      )}
      <Checkbox checked={values.blocking} onChange={(blocking) => set('blocking', blocking)}>
        {t('objections.blocking_long')}
      </Checkbox>
    </FormDialog>
  );
}
