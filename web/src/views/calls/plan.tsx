// The plan of a call: what the customer is to do, what each outcome would be here, whom we meet, the questions by kind,
// and what to say, listen for, look at. What is missing is named; what fits is offered and taken with one press.
import { useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { errorText } from '~/api/errors';
import { useCreate, useDelete, usePatch, useView } from '~/api/queries';
import { ofAnyTrade, questionTypes, type Bank, type CallPlan, type NextQuestion, type Question, type QuestionsView } from '~/api/selling';
import { contactLevels, type Call, type QuestionType } from '~/api/types';
import { useSession } from '~/app/session';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { Icon } from '~/components/icon';
import { Menu } from '~/components/menu';
import { QuoteBlock } from '~/components/quote_block';
import { RuleWhy } from '~/components/rule_why';
import { ErrorState, SkeletonRows } from '~/components/states';
import { StageChip } from '~/components/stage_chip';
import { Tag } from '~/components/tag';
import { toast, undoToast } from '~/components/toast';
import { useFormat } from '~/format/use_format';
import { SelfCheckForm } from '../coaching/self_check_form';
import { InlineText } from '../record/inline_field';
import type { FieldSave } from '../record/use_field_save';
import { useRun } from '../record/use_run';
import { AskForm } from '../selling/ask_form';
import { ObjectionStateTag, QuestionMark } from '../selling/marks';
import { generalWords, withGaps } from '../selling/template';
import { CommitmentRow } from './commitments';
import { IssueRow } from '../ground/issues_card';
import { MannerCard } from './manner_card';
import { PeopleCard } from './people_card';
import { PlanStatements } from './plan_statements';
import { sayable, suggestions } from './suggestions';
import './plan.css';

interface PlanProps {
  call: Call;
  field: FieldSave<'calls'>;
  readOnly: boolean;
}

export default function PlanPage({ call, field, readOnly }: PlanProps) {
  const { t } = useTranslation();
  const { user } = useSession();
  const [checking, setChecking] = useState(false);
  const plan = useView<CallPlan>(`/calls/${call.id}/plan`);
  const data = plan.data;
  if (!data) return plan.isError ? <ErrorState error={plan.error} onRetry={() => void plan.refetch()} /> : <SkeletonRows rows={8} height={48} />;
  const details = data.call;
  return (
    <div className="record-grid plan-grid">
      <div className="record-column">
        <ObjectiveCard call={call} plan={data} field={field} readOnly={readOnly} />
        {!readOnly && call.status === 'planned' && <Suggested call={call} plan={data} />}
        <QuestionPlan call={call} plan={data} readOnly={readOnly} />
      </div>
      <div className="record-column">
        <PeopleCard call={call} people={data.people} field={field} readOnly={readOnly} />
        <MannerCard call={call} people={data.people} readOnly={readOnly} />
        <Card title={t('callplan.four')}>
          <InlineText label={t('callplan.listen')} value={details.listen_for} placeholder={t('callplan.listen_example')} onSave={(listen_for) => field.save({ listen_for })} multiline readOnly={readOnly} />
          <InlineText label={t('callplan.look')} value={details.look_for} placeholder={t('callplan.look_example')} onSave={(look_for) => field.save({ look_for })} multiline readOnly={readOnly} />
          <InlineText label={t('callplan.materials')} value={details.materials} placeholder={t('callplan.materials_example')} onSave={(materials) => field.save({ materials })} multiline readOnly={readOnly} />
          <InlineText label={t('callplan.dress')} value={details.dress} placeholder={dressHint(data, t)} onSave={(dress) => field.save({ dress })} readOnly={readOnly} />
          {!readOnly && call.status === 'planned' && call.owner_id === user.id && (
            <p className="row">
              <span className="caption third grow">{t('callplan.self_check_note')}</span>
              <Button small onPress={() => setChecking(true)}>
                {t('callplan.self_check')}
              </Button>
            </p>
          )}
          {checking && <SelfCheckForm userId={user.id} own callId={call.id} onClose={() => setChecking(false)} />}
        </Card>
        <PlanStatements call={call} plan={data} readOnly={readOnly} />
        {data.promises.length > 0 && (
          <Card title={t('callplan.promises')}>
            <ul>
              {data.promises.map((promise) => (
                <CommitmentRow key={promise.id} item={promise} readOnly={readOnly} />
              ))}
            </ul>
          </Card>
        )}
        {(data.issues ?? []).length > 0 && (
          <Card title={t('ground.issues')} note={t('ground.issues_before_call')}>
            <ul>
              {(data.issues ?? []).map((issue) => (
                <IssueRow key={issue.id} issue={issue} readOnly={readOnly} />
              ))}
            </ul>
          </Card>
        )}
        {data.objections.length > 0 && (
          <Card title={t('callplan.objections')}>
            <ul>
              {data.objections.map((objection) => (
                <li key={objection.id} className="selling-row">
                  <div className="row-text">
                    <QuoteBlock text={objection.quote} verbatim />
                    {objection.treatment && <p className="caption second">{t(`objection_treatment.${objection.treatment}`)}</p>}
                  </div>
                  <ObjectionStateTag state={objection.state} />
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </div>
  );
}

/** Dress is to fit whom one meets and where (METHOD M6). */
function dressHint(plan: CallPlan, t: TFunction): string {
  const levels = contactLevels.filter((level) => plan.people.some((person) => person?.level === level));
  return levels.length > 0 ? t('callplan.dress_for', { levels: levels.map((level) => t(`level.${level}`)).join(t('forms.list_comma')) }) : t('callplan.dress_example');
}

function ObjectiveCard({ call, plan, field, readOnly }: PlanProps & { plan: CallPlan }) {
  const { t } = useTranslation();
  const run = useRun();
  const { position, target } = plan;
  const missing = target?.missing ?? [];
  const goals = missing.filter((code) => t(`goal.${code}`, { defaultValue: '' }) !== '').slice(0, 3);
  const take = (objective: string) => run(field.save({ objective }).then((undoId) => ({ undoId: undoId || null })), t('callplan.objective_taken'));
  return (
    <section className="card plan-objective" aria-label={t('calls.objective')}>
      <div className="plan-objective-main">
        <InlineText label={t('calls.objective')} value={call.objective} shown={call.objective ? <b className="metric">{call.objective}</b> : undefined} placeholder={t('calls.objective_example')} onSave={(objective) => field.save({ objective })} readOnly={readOnly} maxLength={500} />
        {!readOnly && !call.objective && goals.length > 0 && (
          <div className="chip-row plan-goals" role="group" aria-label={t('callplan.goals')}>
            <span className="caption third">{t('callplan.goals')}</span>
            {goals.map((code) => (
              <Button key={code} small icon="flag" onPress={() => take(t(`goal.${code}`))}>
                {t(`goal.${code}`)}
              </Button>
            ))}
          </div>
        )}
        <InlineText label={t('field_name.fallback')} value={call.fallback} placeholder={t('calls.fallback_example')} onSave={(fallback) => field.save({ fallback })} readOnly={readOnly} maxLength={500} />
        {position && (
          <div className="chip-row caption second">
            <StageChip stage={position.stage} basis={position.basis} />
            {target && (
              <>
                <span className="third">{t('callplan.towards')}</span>
                <StageChip stage={target.stage} basis="none" />
              </>
            )}
            {missing[0] && <span>{t('callplan.earns', { evidence: t(`evidence.${missing[0]}`) })}</span>}
          </div>
        )}
      </div>
      <div className="plan-outcomes">
        {(['order', 'advance', 'continuation', 'no_sale'] as const).map((outcome) => (
          <div key={outcome} className={outcome === 'advance' ? 'plan-outcome target' : 'plan-outcome'}>
            <div className="row">
              <b className={outcome === 'advance' ? 'ok' : undefined}>{t(`call_outcome.${outcome}`)}</b>
              {outcome === 'advance' && (
                <span className="tag">
                  <Icon name="flag" size={12} />
                  {t('callplan.target')}
                </span>
              )}
            </div>
            <p className="caption second">{outcome === 'advance' ? (call.objective ?? t('callplan.name_objective')) : t(`callplan.means_${outcome}`)}</p>
          </div>
        ))}
      </div>
    </section>
  );
}

/** What the server would ask, from known needs: taken one by one or all at once. */
function Suggested({ call, plan }: { call: Call; plan: CallPlan }) {
  const { t } = useTranslation();
  const format = useFormat();
  const create = useCreate('questions');
  const questions = useView<QuestionsView>(`/opportunities/${call.opportunity_id}/questions`, { call_id: call.id }, { enabled: Boolean(call.opportunity_id) });
  const [asking, setAsking] = useState<NextQuestion | null>(null);
  const needOf = (id: string | null) => plan.needs.find((need) => need.id === id) ?? null;
  const bank = useView<Bank>('/question_bank');
  const offered = suggestions(questions.data, plan.questions).map((one) => sayable(one, needOf(one.need_id)?.text ?? null, bank.data?.items.filter(ofAnyTrade) ?? [], format.language));
  const ready = offered.filter((one) => !one.open);
  if (offered.length === 0 || bank.isPending) return null;
  const take = async (items: typeof offered) => {
    let undoId: string | null = null;
    for (const one of items) {
      const answer = await create.mutateAsync({ body: { opportunity_id: call.opportunity_id, call_id: call.id, type: one.type, text: one.words, need_id: one.need_id, template_id: one.template_id } });
      undoId = items.length === 1 ? answer.undoId : null; // several changes: each card has its own way out
    }
    undoToast(t('callplan.taken', { count: items.length }), undoId);
  };
  const run = (items: typeof offered) => void take(items).catch((error: unknown) => toast(errorText(error, t)));
  return (
    <Card
      title={t('callplan.suggested')}
      note={t('callplan.suggested_note')}
      actions={
        ready.length > 1 && (
          <Button small variant="primary" icon="check" isPending={create.isPending} onPress={() => run(ready)}>
            {t('callplan.take_all', { count: ready.length })}
          </Button>
        )
      }
    >
      <ul>
        {offered.map((one, index) => (
          <li key={index} className="selling-row">
            <QuestionMark type={one.type} named />
            <div className="row-text">
              {withGaps(one.words, generalWords(t))}
              {needOf(one.need_id) && <div className="caption third">{t('cockpit.about', { need: needOf(one.need_id)?.text ?? '' })}</div>}
            </div>
            <Button small icon={one.open ? 'edit' : 'plus'} aria-label={t('callplan.take_one', { text: withGaps(one.words, generalWords(t)) })} onPress={() => (one.open ? setAsking(one) : run([one]))} />
          </li>
        ))}
      </ul>
      {asking && <AskForm opportunityId={call.opportunity_id} accountId={call.account_id} need={needOf(asking.need_id)} given={asking} callId={call.id} onClose={() => setAsking(null)} />}
    </Card>
  );
}

function QuestionPlan({ call, plan, readOnly }: { call: Call; plan: CallPlan; readOnly: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [adding, setAdding] = useState<QuestionType | null>(null);
  return (
    <Card
      title={t('callplan.questions')}
      note={plan.questions.length > 0 ? t('callplan.count', { count: plan.questions.length }) : undefined}
      actions={
        <>
          {plan.plan_score !== null && (
            <span className="row">
              <RuleWhy rule="C4.plan" title={t('callplan.score')} input={() => plan.plan_input} />
              <span className="caption third">{t('callplan.score')}</span>
              <b className="numeric">{format.number(plan.plan_score, 0)}</b>
            </span>
          )}
        </>
      }
    >
      {plan.lint.length > 0 && (
        <ul className="chip-row plan-lint" aria-label={t('callplan.lint')}>
          {plan.lint.map((fault) => (
            <li key={fault}>
              <Tag tone="warn">{t(`plan_lint.${fault}`)}</Tag>
            </li>
          ))}
        </ul>
      )}
      <div className="spin-columns">
        {questionTypes.map((type) => {
          const items = plan.questions.filter((question) => question.type === type).sort((a, b) => a.position - b.position);
          const cues = items.flatMap((question) => (question.listen_for ? [question.listen_for] : []));
          return (
            <section key={type} className="spin-column" aria-label={t(`question_type.${type}`)}>
              <div className="row">
                <QuestionMark type={type} strong />
                <b>{t(`callplan.short_${type}`)}</b>
                <span className="grow" />
                <span className="caption third numeric">{items.length}</span>
              </div>
              <p className="caption third">{t(`question_hint.${type}`)}</p>
              <ul className="column" style={{ gap: 8 }}>
                {items.map((question) => (
                  <QuestionCard key={question.id} question={question} plan={plan} readOnly={readOnly} />
                ))}
              </ul>
              {!readOnly && (
                <Button small variant="ghost" icon="plus" onPress={() => setAdding(type)}>
                  {t('questions.add')}
                </Button>
              )}
              {cues.length > 0 && (
                <div className="spin-cues caption second">
                  <b>{t('callplan.cues')}</b>
                  <ul className="plain-list">
                    {cues.map((cue) => (
                      <li key={cue}>{cue}</li>
                    ))}
                  </ul>
                </div>
              )}
            </section>
          );
        })}
      </div>
      {adding && <AskForm opportunityId={call.opportunity_id} accountId={call.account_id} type={adding} callId={call.id} suits={plan.people.flatMap((person) => (person?.style ? [person.style] : []))} onClose={() => setAdding(null)} />}
    </Card>
  );
}

function QuestionCard({ question, plan, readOnly }: { question: Question; plan: CallPlan; readOnly: boolean }) {
  const { t } = useTranslation();
  const run = useRun();
  const patch = usePatch('questions');
  const remove = useDelete('questions');
  const need = plan.needs.find((one) => one.id === question.need_id);
  return (
    <li className="spin-card">
      <div className="row" style={{ alignItems: 'flex-start' }}>
        <span className="grow">{question.text}</span>
        {!readOnly && (
          <Menu
            label={t('callplan.question_menu')}
            trigger={<Button small variant="ghost" icon="more" aria-label={`${t('callplan.question_menu')}: ${question.text}`} />}
            entries={[
              { id: 'out', label: t('callplan.out_of_call'), icon: 'close', onAction: () => run(patch.mutateAsync({ id: question.id, version: question.version, changes: { call_id: null } }), t('callplan.taken_out')) },
              { id: 'file', label: t('callplan.answer_known'), checked: question.on_file, onAction: () => run(patch.mutateAsync({ id: question.id, version: question.version, changes: { on_file: !question.on_file } }), t('common.saved')) },
              { id: 'delete', label: t('common.delete'), icon: 'trash', separated: true, onAction: () => run(remove.mutateAsync({ id: question.id, version: question.version }), t('callplan.question_deleted')) },
            ]}
          />
        )}
      </div>
      <div className="row-meta chip-row">
        {need && (
          <span className="tag" title={need.text}>
            <span className="ellipsis spin-need">{need.text}</span>
          </span>
        )}
        {question.on_file && <Tag tone="warn">{t('callplan.answer_known')}</Tag>}
        {question.fits_stage === 'info' && <Tag tone="hollow">{t('callplan.unusual_here')}</Tag>}
      </div>
    </li>
  );
}
