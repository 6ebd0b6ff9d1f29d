// One sheet of questions: answered alone first, then laid beside the model, line by line with its reason. Quizzes, drills and cases
// are all such sheets.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Answers, AttemptKind, Exercise, GradedAttempt, Progress, ReviewedAttempt, ReviewItem } from '~/api/practice';
import { useAct } from '~/api/queries';
import type { BothLanguages } from '~/api/selling';
import { Button } from '~/components/button';
import { ChoiceChips } from '~/components/choice_chips';
import { Icon } from '~/components/icon';
import { RuleWhy, runRule } from '~/components/rule_why';
import { ErrorState } from '~/components/states';
import { SubmitForm } from '~/components/submit_form';
import { Tag } from '~/components/tag';
import { useFormat } from '~/format/use_format';
import { useForm } from '../forms/use_form';
import { textIn } from '../selling/template';
import { agreementInput, choicesOf, keynessInput, move, placesOf } from './sheet';

/** What an item is about: its own words, or those of the turn it names. */
export type TextOf = (item: { key: string; text?: BothLanguages; turn?: string }) => string;

interface SheetFormProps {
  kind: AttemptKind;
  subject: string;
  exercises: readonly Exercise[];
  textOf: TextOf;
  onDone: (graded: GradedAttempt) => void;
  /** The exercises bring no heading of their own. */
  plain?: boolean;
}

export function SheetForm({ kind, subject, exercises, textOf, onDone, plain }: SheetFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const act = useAct<GradedAttempt>();
  const start: Answers = Object.assign({}, ...exercises.filter((one) => one.kind === 'order').map((one) => placesOf(one.items.map((item) => item.key))));
  const form = useForm({ answers: start }, { draft: `practice.${kind}.${subject}` });
  const { answers } = form.values;
  const items = exercises.flatMap((one) => one.items);
  const left = items.filter((item) => !answers[item.key]).length;
  const choose = (key: string, value: string) => form.set('answers', { ...answers, [key]: value });
  const handIn = async () => {
    if (left > 0) return;
    let graded: GradedAttempt | null = null;
    const done = await form.submit(async (key) => {
      graded = (await act.mutateAsync({ path: '/practice/attempts', body: { kind, subject, answers: Object.fromEntries(items.map((item) => [item.key, answers[item.key]])) }, key })).body;
    });
    if (done && graded) {
      form.dropDraft();
      onDone(graded);
    }
  };
  return (
    <SubmitForm className="practice-sheet" onSubmit={() => void handIn()}>
      {exercises.map((exercise) => (
        <section key={exercise.key} className="practice-exercise" aria-label={textIn(format.language, exercise.title)}>
          {!plain && <h3>{textIn(format.language, exercise.title)}</h3>}
          {!plain && <p className="second">{textIn(format.language, exercise.prompt)}</p>}
          {exercise.kind === 'order' ? (
            <OrderList exercise={exercise} answers={answers} textOf={textOf} onChange={(places) => form.set('answers', { ...answers, ...places })} />
          ) : (
            exercise.items.map((item) => (
              <ChoiceChips key={item.key} label={textOf(item)} value={answers[item.key] ?? null} options={choicesOf(exercise, item.key).map((choice) => ({ value: choice.key, label: textIn(format.language, choice.text) }))} onChange={(value) => choose(item.key, value)} rows={kind === 'quiz' || choicesOf(exercise, item.key).some((choice) => textIn(format.language, choice.text).length > 24)} />
            ))
          )}
        </section>
      ))}
      {form.failure !== null && <ErrorState error={form.failure} />}
      {form.faults.length > 0 && (
        <p className="bad" role="alert">
          {t('practice.refused')}
        </p>
      )}
      <div className="row practice-send">
        <Button type="submit" variant="primary" isDisabled={left > 0 || form.pending}>
          {t('practice.hand_in')}
        </Button>
        <span className="caption third" role="status">
          {left > 0 ? t('practice.left', { count: left }) : t('practice.ready')}
        </span>
      </div>
    </SubmitForm>
  );
}

function OrderList({ exercise, answers, textOf, onChange }: { exercise: Exercise; answers: Answers; textOf: TextOf; onChange: (places: Answers) => void }) {
  const { t } = useTranslation();
  const order = [...exercise.items].sort((a, b) => Number(answers[a.key] ?? 0) - Number(answers[b.key] ?? 0));
  const swap = (from: number, by: number) => onChange(placesOf(move(order.map((item) => item.key), from, from + by)));
  return (
    <ol className="practice-order">
      {order.map((item, index) => (
        <li key={item.key} className="selling-row">
          <span className="letter-mark strong numeric">{index + 1}</span>
          <span className="row-text">{textOf(item)}</span>
          <Button small variant="ghost" icon="chevron_down" className="practice-up" aria-label={t('practice.move_up', { name: textOf(item) })} isDisabled={index === 0} onPress={() => swap(index, -1)} />
          <Button small variant="ghost" icon="chevron_down" aria-label={t('practice.move_down', { name: textOf(item) })} isDisabled={index === order.length - 1} onPress={() => swap(index, 1)} />
        </li>
      ))}
    </ol>
  );
}

interface ReviewProps {
  attempt: ReviewedAttempt;
  exercises: readonly Exercise[];
  textOf: TextOf;
  onAgain: () => void;
  plain?: boolean;
}

/** Own answer beside the model's. */
export function Review({ attempt, exercises, textOf, onAgain, plain }: ReviewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const agreement = agreementInput(attempt.items, exercises);
  const lineOf = (key: string) => attempt.items.find((one) => one.key === key);
  // What was to be put in order is shown as it belongs.
  const itemsOf = (exercise: Exercise) => (exercise.kind === 'order' ? [...exercise.items].sort((a, b) => Number(lineOf(a.key)?.model) - Number(lineOf(b.key)?.model)) : exercise.items);
  return (
    <div className="practice-sheet">
      <div className="qualification-answer" role="status">
        <b className="practice-score numeric">{t('practice.score', { score: attempt.score === null ? '–' : format.number(attempt.score, 0) })}</b>
        {attempt.kind === 'quiz' && <Tag tone={(attempt.score ?? 0) >= 80 - 1e-9 ? 'ok' : 'warn'}>{(attempt.score ?? 0) >= 80 - 1e-9 ? t('practice.quiz_passed') : t('practice.quiz_missed')}</Tag>}
        {agreement && (
          <>
            <span className="numeric" title={t('practice.kappa_hint')}>
              {t('practice.kappa', { value: attempt.agreement === null ? '–' : format.number(attempt.agreement, 2) })}
            </span>
            <RuleWhy rule="M27.agreement" title={t('practice.kappa_title')} input={() => agreement} />
          </>
        )}
        <span className="caption third">{format.dateTime(attempt.submitted_at)}</span>
        <span className="grow" />
        <Button small onPress={onAgain}>
          {t('practice.again')}
        </Button>
      </div>
      {exercises.map((exercise) => (
        <section key={exercise.key} className="practice-exercise" aria-label={textIn(format.language, exercise.title)}>
          {!plain && <h3>{textIn(format.language, exercise.title)}</h3>}
          <ul>
            {itemsOf(exercise).map((item) => {
              const line = lineOf(item.key);
              return line && <ReviewLine key={item.key} line={line} exercise={exercise} text={textOf(item)} />;
            })}
          </ul>
          <Keyness exercise={exercise} lines={attempt.items} />
        </section>
      ))}
    </div>
  );
}

/** What the seven ratings come to (C10), own and model. */
function Keyness({ exercise, lines }: { exercise: Exercise; lines: readonly ReviewItem[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const own = keynessInput(exercise, lines, 'own');
  const model = keynessInput(exercise, lines, 'model');
  const answer = useQuery({
    queryKey: ['rule', 'C10', own, model],
    queryFn: async ({ signal }) => Promise.all([own, model].map((input) => runRule<{ keyness: number | null }>('C10', input, signal))),
    enabled: own !== null,
  });
  if (!own || !answer.data) return null;
  const [mine, theirs] = answer.data.map((one) => (one.keyness === null ? '–' : format.number(one.keyness, 0)));
  return (
    <div className="row">
      <span className="numeric">{t('practice.keyness', { own: mine, model: theirs })}</span>
      <RuleWhy rule="C10" title={textIn(format.language, exercise.title)} input={() => own} />
    </div>
  );
}

function ReviewLine({ line, exercise, text }: { line: ReviewItem; exercise: Exercise; text: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = (key: string | null) => {
    if (key === null) return '–';
    if (exercise.kind === 'order') return t('practice.place', { place: key });
    const choice = choicesOf(exercise, line.key).find((one) => one.key === key);
    return choice ? textIn(format.language, choice.text) : key;
  };
  return (
    <li className="selling-row practice-line">
      <span className={line.right ? 'ok' : 'bad'} title={line.right ? t('practice.right') : t('practice.wrong')}>
        <Icon name={line.right ? 'check' : 'close'} size={16} />
        <span className="visually-hidden">{line.right ? t('practice.right') : t('practice.wrong')}</span>
      </span>
      <div className="row-text">
        <span>{text}</span>
        <div className="practice-pair">
          <span>
            <span className="caption third">{t('practice.own')}</span> <span className={line.right ? undefined : 'practice-missed'}>{name(line.own)}</span>
          </span>
          {!line.right && (
            <span>
              <span className="caption third">{t('practice.model')}</span> <b>{name(line.model)}</b>
            </span>
          )}
        </div>
        <p className="second">{textIn(format.language, line.why)}</p>
      </div>
    </li>
  );
}

/** Earlier attempts, newest first, and whether they get better. */
export function AttemptList({ attempts, progress }: { attempts: readonly { id: string; score: number | null; agreement: number | null; submitted_at: string }[]; progress: Progress }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (attempts.length === 0) return <p className="second">{t('practice.no_attempts')}</p>;
  const { since_first: sinceFirst } = progress.score;
  const kappa = progress.agreement.since_first;
  return (
    <>
      {sinceFirst !== null && (
        <p className="practice-progress">
          {t('practice.since_first', { change: format.delta(sinceFirst) })}
          {kappa !== null && <span className="third"> · κ {kappa > 0 ? '+' : ''}{format.number(kappa, 2)}</span>}
        </p>
      )}
      <ol>
        {[...attempts].reverse().map((attempt) => (
          <li key={attempt.id} className="selling-row">
            <span className="grow">{format.dateTime(attempt.submitted_at)}</span>
            {attempt.agreement !== null && <span className="caption third numeric">κ {format.number(attempt.agreement, 2)}</span>}
            <b className="numeric">{attempt.score === null ? '–' : t('practice.score', { score: format.number(attempt.score, 0) })}</b>
          </li>
        ))}
      </ol>
    </>
  );
}
