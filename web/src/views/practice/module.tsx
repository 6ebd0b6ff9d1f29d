// One module: its lesson in cards of a few sentences, drills, the quiz, and what real work still has to show.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import type { Exercise, GradedAttempt, ModuleAnswer, ModuleContent, StepName, WorkEvidence } from '~/api/practice';
import { ApiError } from '~/api/errors';
import { useRead } from '~/api/queries';
import { NotFound } from '~/app/failure';
import { Page } from '~/app/page';
import { ButtonLink } from '~/components/button';
import { Card } from '~/components/card';
import { Icon } from '~/components/icon';
import { ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { textIn } from '../selling/template';
import { AttemptList, Review, SheetForm, type TextOf } from './exercise';
import type { QuizExercise } from './sheet';
import '../account/account.css';
import '../selling/selling.css';
import './practice.css';

const parts = ['lesson', 'drills', 'quiz', 'work'] as const;
type Part = (typeof parts)[number];

const none = { zh: '', en: '' };

function quizOf(module: ModuleContent): QuizExercise {
  return { key: 'quiz', kind: 'choice', title: none, prompt: none, items: module.quiz.map((question) => ({ key: question.key, text: question.question })), own: Object.fromEntries(module.quiz.map((question) => [question.key, question.options])) };
}

export default function ModuleView() {
  const { t } = useTranslation();
  const format = useFormat();
  const { key = '' } = useParams();
  const [search] = useSearchParams();
  const part: Part = parts.find((one) => one === search.get('part')) ?? 'lesson';
  const answer = useRead<ModuleAnswer>(['practice', 'module', key], `/practice/modules/${encodeURIComponent(key)}`);
  if (answer.error instanceof ApiError && answer.error.status === 404) return <NotFound />;
  const data = answer.data;
  const title = data ? textIn(format.language, data.module.title) : t('practice.title');
  return (
    <Page
      title={title}
      crumbs={[{ label: t('practice.title'), to: '/practice' }]}
      note={data?.passed ? <Tag tone="ok">{t('practice.passed')}</Tag> : undefined}
      tabs={data && parts.map((one) => ({ label: t(`practice.${one}`), to: `/practice/modules/${key}${one === 'lesson' ? '' : `?part=${one}`}`, current: part === one }))}
    >
      {answer.isPending && <SkeletonRows rows={8} />}
      {answer.isError && !data && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {data && part === 'lesson' && <Lesson module={data.module} />}
      {data && part === 'drills' && <Drills data={data} />}
      {data && part === 'quiz' && <Quiz data={data} />}
      {data && part === 'work' && <Work evidence={data.evidence} quizPassed={data.quiz_state.passed} passed={data.passed} />}
    </Page>
  );
}

function Lesson({ module }: { module: ModuleContent }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="record-column">
      <p className="second practice-goal">{textIn(format.language, module.goal)}</p>
      <div className="practice-cards">
        {module.cards.map((card, index) => (
          <Card key={index} title={textIn(format.language, card.title)} note={`${index + 1} / ${module.cards.length}`}>
            <p className="practice-text">{textIn(format.language, card.text)}</p>
          </Card>
        ))}
      </div>
      <div className="row">
        <ButtonLink variant="primary" to={`/practice/modules/${module.key}?part=drills`}>
          {t('practice.to_drills')}
        </ButtonLink>
        <ButtonLink to={`/practice/modules/${module.key}?part=quiz`}>{t('practice.to_quiz')}</ButtonLink>
      </div>
    </div>
  );
}

/** What was handed in last is shown until it is tried again. */
function useReviewed<Latest extends { id: string }>(latest: Latest | null) {
  const [graded, setGraded] = useState<GradedAttempt | null>(null);
  const [again, setAgain] = useState<string | null>(null);
  const shown = graded ?? latest;
  return {
    shown: shown && again !== shown.id ? shown : null,
    done: (attempt: GradedAttempt) => setGraded(attempt),
    retry: () => {
      setAgain(shown?.id ?? null);
      setGraded(null);
    },
  };
}

function Drills({ data }: { data: ModuleAnswer }) {
  return (
    <div className="record-column">
      {data.module.drills.map((drill) => {
        const state = data.drill_states.find((one) => one.key === drill.key);
        return state && <Drill key={drill.key} drill={drill} state={state} />;
      })}
    </div>
  );
}

function Drill({ drill, state }: { drill: Exercise; state: ModuleAnswer['drill_states'][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const textOf: TextOf = (item) => (item.text ? textIn(format.language, item.text) : '');
  const { shown, done, retry } = useReviewed(state.latest);
  const best = state.progress.score.best;
  return (
    <Card title={textIn(format.language, drill.title)} note={best === null ? t('practice.not_tried') : t('practice.best', { score: format.number(best, 0) })}>
      <p className="second practice-prompt">{textIn(format.language, drill.prompt)}</p>
      {shown ? <Review attempt={shown} exercises={[drill]} textOf={textOf} onAgain={retry} plain /> : <SheetForm kind="drill" subject={drill.key} exercises={[drill]} textOf={textOf} onDone={done} plain />}
    </Card>
  );
}

function Quiz({ data }: { data: ModuleAnswer }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { module, quiz_state: state } = data;
  const exercise = quizOf(module);
  const textOf: TextOf = (item) => (item.text ? textIn(format.language, item.text) : '');
  const { shown, done, retry } = useReviewed(state.latest);
  return (
    <div className="record-grid">
      <Card title={t('practice.quiz')} note={t('practice.quiz_rule')}>
        {shown ? <Review attempt={shown} exercises={[exercise]} textOf={textOf} onAgain={retry} plain /> : <SheetForm kind="quiz" subject={module.key} exercises={[exercise]} textOf={textOf} onDone={done} plain />}
      </Card>
      <Card title={t('practice.attempts')}>
        <AttemptList attempts={state.attempts} progress={state.progress} />
      </Card>
    </div>
  );
}

function Work({ evidence, quizPassed, passed }: { evidence: WorkEvidence; quizPassed: boolean; passed: boolean }) {
  const { t } = useTranslation();
  const steps = evidence.opportunity ? (Object.entries(evidence.opportunity.steps) as [StepName, boolean][]) : [];
  return (
    <div className="record-column practice-narrow">
      <Card title={t('practice.work_title')} note={passed ? t('practice.passed') : t('practice.not_passed')}>
        <ul>
          <Condition done={quizPassed}>{t('practice.condition_quiz')}</Condition>
          {evidence.possible ? (
            evidence.parts.map((part) => (
              <Condition key={part.key} done={part.done} figure={`${Math.min(part.have, part.need)} / ${part.need}`}>
                {t(`practice.evidence_${part.key}`)}
              </Condition>
            ))
          ) : (
            <Condition done={false}>{t(`practice.evidence_${evidence.kind}`)}</Condition>
          )}
        </ul>
        <p className="caption third">{evidence.possible ? t('practice.work_hint') : t('practice.work_later')}</p>
      </Card>
      {evidence.opportunity && (
        <Card title={t('practice.furthest')} actions={<Link to={`/opportunities/${evidence.opportunity.id}`}>{evidence.opportunity.name}</Link>}>
          <ul>
            {steps.map(([step, done]) => (
              <Condition key={step} done={done}>
                <b>{t(`seller_step.${step}`)}</b> <span className="second">{t(`practice.check_${step}`)}</span>
              </Condition>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function Condition({ done, figure, children }: { done: boolean; figure?: string; children: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <li className="selling-row">
      <span className={done ? 'ok' : 'third'} title={done ? t('practice.done') : t('practice.open')}>
        <Icon name={done ? 'check' : 'clock'} size={16} />
        <span className="visually-hidden">{done ? t('practice.done') : t('practice.open')}</span>
      </span>
      <span className="row-text">{children}</span>
      {figure && <span className="numeric second">{figure}</span>}
    </li>
  );
}
