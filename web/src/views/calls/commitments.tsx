// What somebody promised at a call. A customer's promise with a name, a concrete deed and a date is what makes a call
// an advance; the form says so while one types.
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { useCreate, useDelete, usePatch } from '~/api/queries';
import { commitmentActions, commitmentForms, type Call, type Commitment, type CommitmentAction, type CommitmentForm, type Contact } from '~/api/types';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { ChoiceChips } from '~/components/choice_chips';
import { Checkbox, Select, TextField } from '~/components/field';
import { Menu } from '~/components/menu';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { DayField, useFutureDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { daysFromToday } from '../forms/moments';
import { useForm } from '../forms/use_form';
import { useUsers } from '../record/use_users';
import { advanceLacks, promiseDue, promiseLacks } from './outcome';

export function CommitmentRow({ item, contacts = [], readOnly }: { item: Commitment; contacts?: readonly Contact[]; readOnly?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const users = useUsers();
  const patch = usePatch('commitments');
  const remove = useDelete('commitments');
  const who = item.who === 'customer' ? (contacts.find((contact) => contact.id === item.contact_id)?.name ?? t('commitment_who.customer')) : (users.nameOf(item.owner_id) ?? t('commitment_who.us'));
  const late = item.status === 'open' && item.due_at !== null && Date.parse(item.due_at) < Date.now();
  const run = (work: Promise<{ undoId: string | null }>, text: string) => {
    work.then(
      (answer) => undoToast(text, answer.undoId),
      (error: unknown) => toast(errorText(error, t)),
    );
  };
  const setStatus = (status: Commitment['status']) => run(patch.mutateAsync({ id: item.id, version: item.version, changes: { status } }), t(`calls.commitment_${status}`));
  const missing = item.status === 'open' ? promiseLacks(item) : [];
  const what = item.text || t(`commitment_action.${item.action}`);
  return (
    <li className="step-row">
      {!readOnly && <Checkbox checked={item.status === 'met'} label={t('steps.done', { text: what })} onChange={(checked) => setStatus(checked ? 'met' : 'open')} />}
      <span className={late ? 'step-date bad numeric' : 'step-date third numeric'}>{item.due_at ? format.date(item.due_at) : t('steps.no_date')}</span>
      <span className={item.status === 'open' ? 'grow' : 'grow third'}>
        {what} {item.text && item.action !== 'other' && <span className="caption third">{t(`commitment_action.${item.action}`)}</span>}
      </span>
      <span className="caption third nowrap">{who}</span>
      {missing.length > 0 && <Tag tone="warn">{t('calls.draft_lacks', { lacks: missing.map((one) => t(`calls.lack_${one}`)).join(t('forms.list_comma')) })}</Tag>}
      {item.status === 'cancelled' && <Tag>{t('commitment_status.cancelled')}</Tag>}
      {!readOnly && (
        <Menu
          label={t('steps.menu', { text: what })}
          trigger={<Button small variant="ghost" icon="more" aria-label={t('steps.menu', { text: what })} />}
          entries={[
            { id: 'cancel', label: t('commitment_status.cancelled'), icon: 'close', onAction: () => setStatus('cancelled') },
            { id: 'delete', label: t('common.delete'), icon: 'trash', separated: true, onAction: () => run(remove.mutateAsync({ id: item.id, version: item.version }), t('calls.commitment_deleted')) },
          ]}
        />
      )}
    </li>
  );
}

interface CommitmentFormProps {
  isOpen: boolean;
  onClose: () => void;
  call: Call;
  contacts: readonly Contact[];
}

export function CommitmentFormDialog(props: CommitmentFormProps) {
  return props.isOpen ? <CommitmentFormOpen {...props} /> : null;
}

interface Values {
  who: 'customer' | 'us';
  person: string;
  action: CommitmentAction;
  form: CommitmentForm;
  text: string;
  due: string | null;
}

function CommitmentFormOpen({ onClose, call, contacts }: CommitmentFormProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const users = useUsers();
  const create = useCreate('commitments');
  const attending = [...contacts].sort((a, b) => Number(call.contact_ids.includes(b.id)) - Number(call.contact_ids.includes(a.id)));
  const form = useForm<Values>({ who: 'customer', person: attending[0]?.id ?? 'none', action: 'give_data', form: 'verbal', text: '', due: daysFromToday(7) }, { draft: `commitment.${call.id}` });
  const { values, set } = form;
  const lacks = values.who === 'customer' ? advanceLacks({ person: values.person !== 'none', action: values.action, form: values.form, text: values.text, due: values.due, callAt: call.held_at }) : [];
  const save = async () => {
    if (values.action === 'other' && !values.text.trim()) return form.refuse('text', t('field.needs_text'));
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: {
          call_id: call.id,
          account_id: call.account_id,
          opportunity_id: call.opportunity_id,
          who: values.who,
          contact_id: values.who === 'customer' && values.person !== 'none' ? values.person : null,
          owner_id: values.who === 'us' ? (values.person === 'none' ? user.id : values.person) : null,
          action: values.action,
          form: values.form,
          text: values.text.trim() || null,
          due_at: values.due ? promiseDue(values.due, call.held_at) : null,
        },
      });
      undoToast(t('calls.commitment_added'), answer.undoId);
    });
    if (done) onClose();
  };
  const people = values.who === 'customer' ? attending.map((person) => ({ value: person.id, label: person.name })) : users.active.map((one) => ({ value: one.id, label: one.name }));
  return (
    <FormDialog title={t('calls.add_commitment')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} side wide>
      <ChoiceChips
        label={t('field_name.who')}
        value={values.who}
        options={[
          { value: 'customer' as const, label: t('commitment_who.customer') },
          { value: 'us' as const, label: t('commitment_who.us') },
        ]}
        onChange={(who) => {
          set('who', who);
          set('person', who === 'customer' ? (attending[0]?.id ?? 'none') : user.id);
        }}
      />
      <Select label={t('calls.person')} value={values.person} options={[{ value: 'none', label: t('evidence_form.nobody') }, ...people]} onChange={(person) => set('person', person)} error={form.errorOf('contact_id')} />
      <ChoiceChips label={t('field_name.action')} value={values.action} options={commitmentActions.map((value) => ({ value, label: t(`commitment_action.${value}`) }))} onChange={(action) => set('action', action)} error={form.errorOf('action')} />
      <TextField label={t('field_name.text')} value={values.text} onChange={(text) => set('text', text)} error={form.errorOf('text')} placeholder={t('calls.commitment_example')} maxLength={500} />
      <ChoiceChips label={t('field_name.form')} value={values.form} options={commitmentForms.map((value) => ({ value, label: t(`commitment_form.${value}`) }))} onChange={(value) => set('form', value)} error={form.errorOf('form')} />
      <DayField label={t('forms.due')} value={values.due} onChange={(due) => set('due', due)} shortcuts={useFutureDays()} error={form.errorOf('due_at')} />
      {values.who === 'us' && <p className="caption third">{t('calls.ours_moves_nothing')}</p>}
      {lacks.length > 0 && <p className="caption warn">{t('calls.not_an_advance', { lacks: lacks.map((one) => t(`calls.lack_${one}`)).join(t('forms.list_comma')) })}</p>}
    </FormDialog>
  );
}
