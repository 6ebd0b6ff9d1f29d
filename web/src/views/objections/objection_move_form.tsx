// The next step with an objection: restate it, class it, answer it, check, and settle it only with the customer's own
// yes. What worked before for the same kind is offered as an answer.
import { useTranslation } from 'react-i18next';
import { useAct, useView } from '~/api/queries';
import { objectionClasses, oppositionCauses, type Objection, type ObjectionClass, type ObjectionLibrary, type ObjectionState, type OppositionCause } from '~/api/selling';
import { ChoiceChips } from '~/components/choice_chips';
import { Select, TextField } from '~/components/field';
import { undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { DayField, useFutureDays } from '../forms/day_field';
import { FormDialog } from '../forms/form_dialog';
import { daysFromToday } from '../forms/moments';
import { useForm } from '../forms/use_form';
import { useOpenedVersion } from '../record/use_edit';

const none = 'none';
const offered = 3;

export function ObjectionMoveForm({ objection, to, onClose }: { objection: Objection; to: ObjectionState; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const opened = useOpenedVersion(objection);
  const act = useAct<Objection>();
  const days = useFutureDays();
  const library = useView<ObjectionLibrary>('/objection_library', { class: objection.class, cause: objection.cause }, { enabled: to === 'responded' });
  const form = useForm({
    restated: objection.restated ?? '',
    class: objection.class,
    cause: (objection.cause ?? none) as OppositionCause | typeof none,
    response: objection.response ?? '',
    acknowledgement: '',
    until: daysFromToday(7) as string | null,
    reason: '',
  }, { draft: `objection_move.${objection.id}.${objection.state}` });
  const { values, set } = form;
  const save = async () => {
    const bodies: Partial<Record<ObjectionState, Record<string, unknown>>> = {
      clarified: { restated: values.restated.trim() || null },
      classified: { class: values.class, cause: values.cause === none ? null : values.cause },
      responded: { response: values.response.trim() || null },
      resolved: { acknowledgement: values.acknowledgement.trim() || null },
      deferred: { deferred_until: values.until },
      unresolved: { reason: values.reason.trim() || null },
    };
    const done = await form.submit(async (key) => {
      const answer = await opened.run((version) => act.mutateAsync({ path: `/objections/${objection.id}/move`, key, version, body: { to, ...bodies[to] } }));
      undoToast(t('objections.moved', { state: t(`objection_state.${to}`) }), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t(`objections.to_${to}`)} isOpen onClose={onClose} form={form} onSubmit={() => void save()} side wide>
      <p className="second">{t('quote.marked', { text: objection.quote })}</p>
      <p className="form-note">{t(`objections.how_${to}`)}</p>
      {to === 'clarified' && <TextField label={t('objections.restated')} value={values.restated} onChange={(restated) => set('restated', restated)} error={form.errorOf('restated')} placeholder={t('objections.example_restated')} multiline rows={2} autoFocus maxLength={2000} />}
      {to === 'classified' && (
        <>
          <ChoiceChips label={t('objections.class')} value={values.class} options={objectionClasses.map((value) => ({ value: value as ObjectionClass, label: t(`objection_class.${value}`) }))} onChange={(value) => set('class', value)} error={form.errorOf('class')} />
          <Select
            label={t('objections.cause')}
            value={values.cause}
            options={[{ value: none as OppositionCause | typeof none, label: t('common.unknown') }, ...oppositionCauses.map((value) => ({ value, label: t(`opposition_cause.${value}`) }))]}
            onChange={(cause) => set('cause', cause)}
          />
        </>
      )}
      {to === 'responded' && (
        <>
          {objection.treatment && <p className="second">{t(`objection_treatment.${objection.treatment}`)}</p>}
          <TextField label={t('objections.response')} value={values.response} onChange={(response) => set('response', response)} error={form.errorOf('response')} multiline rows={3} autoFocus maxLength={2000} />
          {(library.data?.items.length ?? 0) > 0 && (
            <ChoiceChips
              rows
              label={t('objections.worked_before')}
              value={library.data?.items.find((item) => item.response === values.response)?.response ?? null}
              options={(library.data?.items ?? []).slice(0, offered).map((item) => ({ value: item.response, label: item.response, hint: t('objections.worked', { resolved: item.resolved, used: item.used, percent: format.percent(item.share, 0) }) }))}
              onChange={(response) => set('response', response)}
            />
          )}
        </>
      )}
      {to === 'resolved' && <TextField label={t('objections.acknowledgement')} value={values.acknowledgement} onChange={(acknowledgement) => set('acknowledgement', acknowledgement)} error={form.errorOf('acknowledgement')} placeholder={t('objections.example_acknowledgement')} multiline rows={2} autoFocus maxLength={2000} />}
      {to === 'deferred' && <DayField label={t('objections.until_when')} value={values.until} onChange={(until) => set('until', until)} shortcuts={days} error={form.errorOf('deferred_until')} min={daysFromToday(0)} />}
      {to === 'unresolved' && <TextField label={t('field_name.reason')} value={values.reason} onChange={(reason) => set('reason', reason)} error={form.errorOf('reason')} multiline rows={2} autoFocus maxLength={2000} />}
    </FormDialog>
  );
}
