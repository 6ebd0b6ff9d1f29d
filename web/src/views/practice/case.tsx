// A case: read, decide alone, compare with the model and with how others answered.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ApiError } from '~/api/errors';
import type { CaseAnswer, CaseContent, Exercise, GradedAttempt, Turn, Votes } from '~/api/practice';
import { useRead } from '~/api/queries';
import { NotFound } from '~/app/failure';
import { Page } from '~/app/page';
import { Button } from '~/components/button';
import { Card } from '~/components/card';
import { EmptyState, ErrorState, SkeletonRows } from '~/components/states';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { textIn } from '../selling/template';
import { AttemptList, Review, SheetForm, type TextOf } from './exercise';
import '../account/account.css';
import '../selling/selling.css';
import './practice.css';

function turnsOf(content: CaseContent): Map<string, Turn> {
  return new Map(content.scenes.flatMap((scene) => scene.turns.map((turn) => [turn.key, turn] as const)));
}

export default function CaseView() {
  const { t } = useTranslation();
  const format = useFormat();
  const { key = '' } = useParams();
  const answer = useRead<CaseAnswer>(['practice', 'case', key], `/practice/cases/${encodeURIComponent(key)}`);
  const [graded, setGraded] = useState<GradedAttempt | null>(null);
  const [again, setAgain] = useState<string | null>(null);
  // METHOD M27: alone first, then in the group, then the model. Whoever comes back later has been through both.
  const [discussing, setDiscussing] = useState<string | null>(null);
  if (answer.error instanceof ApiError && answer.error.status === 404) return <NotFound />;
  const data = answer.data;
  const latest = graded ?? data?.latest ?? null;
  const handedIn = latest && again !== latest.id ? latest : null;
  const shown = handedIn && discussing !== handedIn.id ? handedIn : null;
  const turns = data ? turnsOf(data.case) : new Map<string, Turn>();
  const textOf: TextOf = (item) => {
    const turn = item.turn ? turns.get(item.turn) : undefined;
    return turn ? `${textIn(format.language, turn.speaker)}${format.language === 'zh-CN' ? '：' : ': '}${textIn(format.language, turn.text)}` : item.text ? textIn(format.language, item.text) : '';
  };
  return (
    <Page title={data ? textIn(format.language, data.case.title) : t('practice.title')} crumbs={[{ label: t('practice.title'), to: '/practice' }]}>
      {answer.isPending && <SkeletonRows rows={8} />}
      {answer.isError && !data && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {data && (
        <div className="record-grid">
          <div className="record-column">
            <Card title={t('practice.background')} note={textIn(format.language, data.case.about)}>
              {data.case.background.map((text, index) => (
                <p key={index} className="practice-text">
                  {textIn(format.language, text)}
                </p>
              ))}
            </Card>
            {data.case.scenes.map((scene) => (
              <Card key={scene.key} title={textIn(format.language, scene.title)}>
                <ol className="practice-talk">
                  {scene.turns.map((turn) => (
                    <li key={turn.key} className={turn.who}>
                      <span className="caption third">{textIn(format.language, turn.speaker)}</span>
                      <p>{textIn(format.language, turn.text)}</p>
                    </li>
                  ))}
                </ol>
              </Card>
            ))}
            <Card title={t(shown ? 'practice.compared' : handedIn ? 'practice.in_the_group' : 'practice.decide')} note={handedIn ? undefined : t('practice.alone_first')}>
              {handedIn && !shown ? (
                <div className="column" style={{ gap: 12 }}>
                  <p className="practice-text">{t('practice.group_note')}</p>
                  <div>
                    <Button variant="primary" onPress={() => setDiscussing(null)}>
                      {t('practice.show_model')}
                    </Button>
                  </div>
                </div>
              ) : shown ? (
                <Review attempt={shown} exercises={data.case.questions} textOf={textOf} onAgain={() => setAgain(shown.id)} />
              ) : (
                <SheetForm
                  kind="case"
                  subject={data.case.key}
                  exercises={data.case.questions}
                  textOf={textOf}
                  onDone={(attempt) => {
                    setGraded(attempt);
                    setDiscussing(attempt.id);
                    setAgain(null);
                  }}
                />
              )}
            </Card>
            {shown && data.model && (
              <Card title={t('practice.reasoning')}>
                {data.model.reasoning.map((text, index) => (
                  <p key={index} className="practice-text">
                    {textIn(format.language, text)}
                  </p>
                ))}
                <h3 className="practice-sub">{t('practice.hidden')}</h3>
                <dl className="practice-people">
                  {data.model.hidden.map((one, index) => (
                    <div key={index}>
                      <dt>{textIn(format.language, one.who)}</dt>
                      <dd className="second">{textIn(format.language, one.text)}</dd>
                    </div>
                  ))}
                </dl>
              </Card>
            )}
          </div>
          <div className="record-column">
            <Card title={t('practice.people')}>
              <dl className="practice-people">
                {data.case.contacts.map((contact, index) => (
                  <div key={index}>
                    <dt>{textIn(format.language, contact.name)}</dt>
                    <dd className="second">{textIn(format.language, contact.role)}</dd>
                  </div>
                ))}
              </dl>
            </Card>
            <Card title={t('practice.attempts')}>
              <AttemptList attempts={data.attempts} progress={data.progress} />
            </Card>
            {data.may_facilitate && <VotesCard key={shown ? 'after' : 'before'} answered={shown !== null} content={data.case} textOf={textOf} models={shown ? new Map(shown.items.map((line) => [line.key, line.model])) : new Map<string, string>()} />}
            <Card title={t('practice.rubric')}>
              <ul className="practice-rubric">
                {data.case.rubric.map((row) => (
                  <li key={row} className="row">
                    <Tag>{row}</Tag>
                    <span>{t(`practice.row_${row}`)}</span>
                  </li>
                ))}
              </ul>
              <p className="caption third">{t('practice.rubric_hint')}</p>
            </Card>
          </div>
        </div>
      )}
    </Page>
  );
}

function VotesCard({ answered, content, textOf, models }: { answered: boolean; content: CaseContent; textOf: TextOf; models: ReadonlyMap<string, string> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(answered);
  const votes = useRead<Votes>(['practice', 'votes', content.key], `/practice/cases/${content.key}/votes`, undefined, { enabled: open });
  if (!open)
    return (
      <Card title={t('practice.votes')}>
        <EmptyState action={<Button onPress={() => setOpen(true)}>{t('practice.show_votes')}</Button>}>{t('practice.votes_first')}</EmptyState>
      </Card>
    );
  return (
    <Card title={t('practice.votes')} note={votes.data?.told ? t('practice.people_count', { count: votes.data.people }) : undefined}>
      {votes.isPending && <SkeletonRows rows={4} />}
      {votes.isError && !votes.data && <ErrorState error={votes.error} onRetry={() => void votes.refetch()} />}
      {votes.data && !votes.data.told && <EmptyState>{t('practice.votes_few', { count: votes.data.least })}</EmptyState>}
      {votes.data?.told &&
        content.questions.map((exercise) => (
          <section key={exercise.key} className="practice-exercise practice-poll">
            <h3>{textIn(format.language, exercise.title)}</h3>
            {exercise.items.map((item) => {
              const counts = votes.data.items.find((one) => one.key === item.key)?.counts;
              return counts && <VoteBars key={item.key} exercise={exercise} name={textOf(item)} counts={counts} people={votes.data.people} model={models.get(item.key)} />;
            })}
          </section>
        ))}
    </Card>
  );
}

function VoteBars({ exercise, name, counts, people, model }: { exercise: Exercise; name: string; counts: Record<string, number>; people: number; model: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const given = (exercise.choices ?? []).filter((choice) => (counts[choice.key] ?? 0) > 0 || choice.key === model);
  return (
    <div className="practice-votes">
      <p className="caption">{name}</p>
      <ul>
        {given.map((choice) => (
          <li key={choice.key} className="practice-vote">
            <span className={choice.key === model ? 'practice-vote-name strong' : 'practice-vote-name'}>
              {textIn(format.language, choice.text)}
              {choice.key === model && <span className="caption third"> · {t('practice.model')}</span>}
            </span>
            <span className="practice-track" aria-hidden="true">
              <span style={{ width: `${(100 * (counts[choice.key] ?? 0)) / people}%` }} />
            </span>
            <span className="numeric">{counts[choice.key] ?? 0}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
