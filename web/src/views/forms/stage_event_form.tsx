// Dated statements about a position that are not evidence: the customer stepped back, came in late, is said to be
// somewhere, or a manager decided. Each says what it does before it is saved.
import { useTranslation } from 'react-i18next';
import { useCreate } from '~/api/queries';
import { stages, stageNumber, type Position, type Stage, type StageEvent } from '~/api/types';
import { useMay, useSession } from '~/app/session';
import { ChoiceChips } from '~/components/choice_chips';
import { TextField } from '~/components/field';
import { StageMark } from '~/components/stage_chip';
import { undoToast } from '~/components/toast';
import { DayField, usePastDays } from './day_field';
import { FormDialog } from './form_dialog';
import { instantOfDay, today } from './moments';
import { useForm } from './use_form';

type Kind = StageEvent['kind'];

interface StageEventFormProps {
  isOpen: boolean;
  onClose: () => void;
  opportunityId: string;
  position: Position;
}

export function StageEventForm(props: StageEventFormProps) {
  return props.isOpen ? <StageEventFormOpen {...props} /> : null;
}

/** The stages a statement may name. A step back goes back; where a late entry came in, its evidence says. */
export function stagesFor(kind: Kind, shown: Stage): readonly Stage[] {
  switch (kind) {
    case 'regression':
      return stages.filter((stage) => stageNumber(stage) < stageNumber(shown));
    case 'late_entry':
      return [];
    case 'claim':
    case 'override':
      return stages;
  }
}

function StageEventFormOpen({ onClose, opportunityId, position }: StageEventFormProps) {
  const { t } = useTranslation();
  const create = useCreate('stage_events');
  const { user } = useSession();
  const may = useMay('override_stage') || user.role === 'admin' || user.role === 'manager';
  const kinds: Kind[] = ['regression', 'late_entry', 'claim', ...(may ? (['override'] as const) : [])];
  const form = useForm({ kind: (position.stage === 'satisfaction' ? 'claim' : 'regression') as Kind, stage: null as Stage | null, day: today(), reason: '' });
  const { values, set } = form;
  const offered = stagesFor(values.kind, position.stage);
  const reasonNeeded = values.kind !== 'claim';

  const save = async () => {
    const stage = values.stage && offered.includes(values.stage) ? values.stage : null;
    if (!stage && values.kind !== 'late_entry') return form.refuse('stage', t('field.required'));
    if (reasonNeeded && !values.reason.trim()) return form.refuse('reason', t('field.needs_reason'));
    const done = await form.submit(async (key) => {
      const body = { opportunity_id: opportunityId, kind: values.kind, stage, at: instantOfDay(values.day), reason: values.reason.trim() || null };
      const answer = await create.mutateAsync({ key, body });
      undoToast(t(`stage_form.saved_${values.kind}`, { stage: stage ? t(`stage.${stage}`) : '' }), answer.undoId);
    });
    if (done) onClose();
  };
  return (
    <FormDialog title={t('stage_form.title')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} wide>
      <ChoiceChips
        rows
        label={t('stage_form.what')}
        value={values.kind}
        options={kinds.map((value) => ({ value, label: t(`stage_event_kind.${value}`), hint: t(`stage_form.explain_${value}`) }))}
        onChange={(value) => set('kind', value)}
        error={form.errorOf('kind')}
      />
      {values.kind !== 'late_entry' && (
        <ChoiceChips
          label={t(`stage_form.stage_${values.kind}`)}
          value={values.stage}
          options={offered.map((value) => ({ value, label: t(`stage.${value}`), before: <StageMark stage={value} /> }))}
          onChange={(value) => set('stage', value)}
          error={form.errorOf('stage')}
          hint={offered.length === 0 ? t('stage_form.nowhere_back') : undefined}
        />
      )}
      <DayField label={t('stage_form.when')} value={values.day} onChange={(value) => set('day', value ?? today())} shortcuts={usePastDays()} max={today()} error={form.errorOf('at')} />
      <TextField
        label={t(reasonNeeded ? 'stage_form.reason' : 'stage_form.reason_optional')}
        value={values.reason}
        onChange={(value) => set('reason', value)}
        placeholder={t(`stage_form.example_${values.kind}`)}
        error={form.errorOf('reason')}
        multiline
        rows={2}
        maxLength={2000}
      />
    </FormDialog>
  );
}
