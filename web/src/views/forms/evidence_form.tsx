// The gate sheet: what the customer said or did, which code it is evidence for, who, when, from what source. It earns
// the next stage; nobody types one. What the server makes of it is said in the answer: the customer moved, or not yet.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '~/api/client';
import { useCreate } from '~/api/queries';
import {
  evidenceCodes,
  sourceClasses,
  stageOfCode,
  stages,
  starredCodes,
  type Evidence,
  type Position,
  type SourceClass,
  type Stage,
  type WhyAnswer,
} from '~/api/types';
import { ChoiceChips } from '~/components/choice_chips';
import { Checkbox, TextField } from '~/components/field';
import { StageMark } from '~/components/stage_chip';
import { undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { weightOfSource } from '~/generated/entities';
import { wantedNext } from '../position/evidence_logic';
import { useMissingEvidence } from '../position/use_missing_evidence';
import { DayField, usePastDays } from './day_field';
import { FormDialog } from './form_dialog';
import { instantOfDay, today } from './moments';
import { nobody, PersonField } from './person_field';
import { changeSentence } from './position_change';
import { useForm } from './use_form';
import { WouldProve } from './would_prove';

export interface EvidenceContext {
  accountId: string | null;
  opportunityId: string | null;
  position: Position | null;
  /** When the buying process began: earlier evidence must be marked as back-dated. */
  openedAt?: string | null;
}

interface EvidenceFormProps extends EvidenceContext {
  isOpen: boolean;
  onClose: () => void;
  /** Start from this code: a missing one somebody pressed. */
  code?: string | null;
  quote?: string;
}

export function EvidenceForm(props: EvidenceFormProps) {
  return props.isOpen ? <EvidenceFormOpen {...props} /> : null;
}

interface Values {
  code: string | null;
  quote: string;
  source_class: SourceClass;
  contact_id: string;
  document: string;
  day: string;
  back_dated: boolean;
}

function EvidenceFormOpen(props: EvidenceFormProps) {
  const { onClose, accountId, opportunityId, position, openedAt } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const create = useCreate('evidence');
  const form = useForm<Values>(
    { code: props.code ?? null, quote: props.quote ?? '', source_class: 'quote', contact_id: nobody, document: '', day: today(), back_dated: false },
    { draft: props.code || props.quote ? undefined : `evidence.${opportunityId ?? accountId ?? ''}` },
  );
  const { values, set } = form;
  const before = openedAt && values.day < openedAt.slice(0, 10);

  const save = async () => {
    if (!values.code) return form.refuse('code', t('evidence_form.which_kind'));
    if (!values.quote.trim() && values.source_class !== 'observed' && values.source_class !== 'document') return form.refuse('quote', t('evidence_form.quote_needed'));
    const code = values.code;
    const done = await form.submit(async (key) => {
      const answer = await create.mutateAsync({
        key,
        body: {
          account_id: opportunityId ? null : accountId,
          opportunity_id: opportunityId,
          contact_id: values.contact_id === nobody ? null : values.contact_id,
          code: code as Evidence['code'],
          source_class: values.source_class,
          quote: values.quote.trim() || null,
          document: values.source_class === 'document' ? values.document.trim() || null : null,
          observed_at: instantOfDay(values.day),
          back_dated: values.back_dated,
        },
      });
      const after = await standingOf(opportunityId, accountId);
      undoToast(changeSentence(t, code, position, after?.position ?? null, after?.terms.to_prove), answer.undoId);
    });
    if (done) onClose();
  };

  return (
    <FormDialog title={t('evidence_form.title')} isOpen onClose={onClose} form={form} onSubmit={() => void save()} side wide>
      <TextField
        label={t('evidence_form.what')}
        value={values.quote}
        onChange={(value) => set('quote', value)}
        placeholder={t('evidence_form.example')}
        error={form.errorOf('quote')}
        multiline
        rows={3}
        autoFocus
        maxLength={2000}
      />
      <CodeChoice position={position} subject={{ accountId, opportunityId }} value={values.code} onChange={(value) => set('code', value)} error={form.errorOf('code')} />
      <ChoiceChips
        label={t('evidence_form.source')}
        value={values.source_class}
        options={sourceClasses.map((value) => ({ value, label: t(`source_class.${value}`) }))}
        onChange={(value) => set('source_class', value)}
        hint={t(values.source_class === 'inference' ? 'evidence_form.inference_counts' : 'evidence_form.counts', { percent: format.percent(weightOfSource[values.source_class], 0) })}
        error={form.errorOf('source_class')}
      />
      {values.source_class === 'document' && (
        <TextField label={t('evidence_form.document')} value={values.document} onChange={(value) => set('document', value)} placeholder={t('evidence_form.document_example')} error={form.errorOf('document')} maxLength={500} />
      )}
      <PersonField label={t('evidence_form.who')} accountId={accountId} value={values.contact_id} onChange={(value) => set('contact_id', value)} error={form.errorOf('contact_id')} />
      <DayField label={t('evidence_form.when')} value={values.day} onChange={(value) => set('day', value ?? today())} shortcuts={usePastDays()} max={today()} error={form.errorOf('observed_at')} />
      {before && (
        <Checkbox checked={values.back_dated} onChange={(checked) => set('back_dated', checked)}>
          {t('evidence_form.back_dated')}
        </Checkbox>
      )}
      {position?.basis === 'claimed' && values.code && (
        <WouldProve
          collection={opportunityId ? 'opportunities' : 'accounts'}
          id={opportunityId ?? accountId ?? ''}
          claimed={position.stage}
          piece={{ code: values.code, source_class: values.source_class, observed_at: instantOfDay(values.day) }}
        />
      )}
    </FormDialog>
  );
}

async function standingOf(opportunityId: string | null, accountId: string | null): Promise<WhyAnswer | null> {
  try {
    if (opportunityId) return (await request<WhyAnswer>(`/opportunities/${opportunityId}/position`)).body;
    if (accountId) return (await request<WhyAnswer>(`/accounts/${accountId}/position`)).body;
  } catch {
    // The evidence is saved; only the sentence about it is poorer.
  }
  return null;
}

interface CodeChoiceProps {
  position: Position | null;
  subject: { accountId: string | null; opportunityId: string | null };
  value: string | null;
  onChange: (code: string) => void;
  error?: string;
}

/** The codes wanted next come first; all others are one press away, by stage. */
function CodeChoice({ position, subject, value, onChange, error }: CodeChoiceProps) {
  const { t } = useTranslation();
  const missing = useMissingEvidence(subject.opportunityId ? 'opportunities' : 'accounts', subject.opportunityId ?? subject.accountId ?? '', position);
  const wanted = position ? wantedNext(position.stage, missing) : null;
  const near = wanted ? evidenceCodes[wanted.stage] : [];
  const [stage, setStage] = useState<Stage | null>(value && !near.includes(value) ? stageOfCode(value) : wanted ? null : 'recognition');
  const shownStage = stage ?? wanted?.stage ?? 'recognition';
  return (
    <div className="column" style={{ gap: 8 }}>
      <div role="group" aria-label={t('evidence_form.stage')} className="stage-picker">
        {stages.map((one) => (
          <button key={one} type="button" className="stage-pick" aria-pressed={one === shownStage} onClick={() => setStage(one)}>
            <StageMark stage={one} />
            <span>{t(`stage.${one}`)}</span>
          </button>
        ))}
      </div>
      <ChoiceChips
        rows
        label={shownStage === wanted?.stage ? t('evidence_form.next_gate', { stage: t(`stage.${shownStage}`) }) : t('evidence_form.gate_of', { stage: t(`stage.${shownStage}`) })}
        value={value}
        options={evidenceCodes[shownStage].map((code) => ({
          value: code,
          label: (
            <>
              {t(`evidence.${code}`)} {starredCodes.has(code) && <span className="tag">{t('evidence_form.opens')}</span>}
            </>
          ),
          hint: t(`evidence_hint.${code}`),
        }))}
        onChange={onChange}
        error={error}
      />
    </div>
  );
}
