// Who promised what by when. A customer's promise with a person, a deed and a date is what makes the call an advance; the
// card says what is still missing. Older promises that were kept are ticked off here as well.
import { useTranslation } from 'react-i18next';
import { commitmentActions, type Call, type Commitment } from '~/api/types';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { ChoiceChips } from '~/components/choice_chips';
import { Checkbox, Select, TextField } from '~/components/field';
import { useFormat } from '~/format/use_format';
import { DayField, useFutureDays } from '../forms/day_field';
import { daysFromToday } from '../forms/moments';
import { nobody } from '../forms/person_field';
import { advanceLacks } from './outcome';
import type { DebriefValues, Promised } from './debrief_body';

interface PromiseFieldsProps {
  call: Call;
  people: readonly { id: string; name: string }[];
  values: DebriefValues;
  onPromises: (promises: Promised[]) => void;
  due: readonly Commitment[];
  kept: readonly string[];
  onKept: (ids: string[]) => void;
  errorOf: (field: string) => string | undefined;
}

export function PromiseFields({ call, people, values, onPromises, due, kept, onKept, errorOf }: PromiseFieldsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = useFutureDays();
  const { promises } = values;
  const set = (index: number, changes: Partial<Promised>) => onPromises(promises.map((one, place) => (place === index ? { ...one, ...changes } : one)));
  // An objective that was agreed is what they promised, more often than not.
  const agreed = promises.length === 0 && values.primary === 'agreed' ? (call.objective ?? '') : '';
  const add = () => onPromises([...promises, { who: 'customer', person: values.people[0] ?? null, action: 'give_data', form: 'verbal', text: agreed, due: daysFromToday(7) }]);
  return (
    <Card
      title={t('calls.commitments')}
      actions={
        <Button small icon="plus" onPress={add}>
          {t('calls.add_commitment')}
        </Button>
      }
    >
      {promises.length === 0 && <p className="second">{t('calls.no_commitment_yet')}</p>}
      {promises.map((promise, index) => {
        const lacks = promise.who === 'customer' ? advanceLacks({ person: promise.person !== null, action: promise.action, form: promise.form, text: promise.text, due: promise.due, callAt: call.held_at }) : [];
        return (
          <fieldset key={index} className="debrief-promise">
            <legend className="visually-hidden">{t('calls.add_commitment')}</legend>
            <div className="row" style={{ alignItems: 'flex-start' }}>
              <div className="grow">
                <ChoiceChips
                  label={t('field_name.who')}
                  hideLabel
                  value={promise.who}
                  options={(['customer', 'us'] as const).map((value) => ({ value, label: t(`commitment_who.${value}`) }))}
                  onChange={(who) => set(index, { who, person: who === 'customer' ? (values.people[0] ?? null) : null })}
                />
              </div>
              <Button small variant="ghost" icon="close" aria-label={t('debrief.drop_promise')} onPress={() => onPromises(promises.filter((_, place) => place !== index))} />
            </div>
            {promise.who === 'customer' && (
              <Select label={t('calls.person')} value={promise.person ?? nobody} options={[{ value: nobody, label: t('evidence_form.nobody') }, ...people.map((person) => ({ value: person.id, label: person.name }))]} onChange={(id) => set(index, { person: id === nobody ? null : id })} error={errorOf(`commitments/${index}/contact_id`)} />
            )}
            <ChoiceChips label={t('field_name.action')} value={promise.action} options={commitmentActions.map((value) => ({ value, label: t(`commitment_action.${value}`) }))} onChange={(action) => set(index, { action })} error={errorOf(`commitments/${index}/action`)} />
            <TextField label={t('field_name.text')} value={promise.text} onChange={(text) => set(index, { text })} error={errorOf(`commitments/${index}/text`)} placeholder={t('calls.commitment_example')} maxLength={500} />
            <DayField label={t('forms.due')} value={promise.due} onChange={(day) => set(index, { due: day })} shortcuts={days} error={errorOf(`commitments/${index}/due_at`)} />
            {lacks.length > 0 && <p className="caption warn">{t('calls.not_an_advance', { lacks: lacks.map((one) => t(`calls.lack_${one}`)).join(t('forms.list_comma')) })}</p>}
          </fieldset>
        );
      })}
      {due.length > 0 && (
        <section>
          <h3 className="caption third">{t('debrief.kept_since')}</h3>
          {due.map((promise) => (
            <div key={promise.id}>
              <Checkbox checked={kept.includes(promise.id)} onChange={(checked) => onKept(checked ? [...kept, promise.id] : kept.filter((id) => id !== promise.id))}>
                <span>
                  {promise.text || t(`commitment_action.${promise.action}`)} <span className="caption third">{[t(`commitment_who.${promise.who}`), promise.due_at && format.date(promise.due_at)].filter(Boolean).join(' · ')}</span>
                </span>
              </Checkbox>
            </div>
          ))}
        </section>
      )}
    </Card>
  );
}
