// Small signs shared by the pages about needs, questions and statements. Each says in words what its colour means.
import { useTranslation } from 'react-i18next';
import type { NeedState, ObjectionState, StatementClass } from '~/api/selling';
import type { QuestionType } from '~/api/types';
import { Tag, type Tone } from '~/components/tag';
import './selling.css';

export const questionLetters: Record<QuestionType, string> = { situation: 'S', problem: 'P', implication: 'I', need_payoff: 'N' };

/** S, P, I or N on its square; the name stands beside it or is read out. */
export function QuestionMark({ type, strong, named }: { type: QuestionType; strong?: boolean; named?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={strong ? 'letter-mark strong' : 'letter-mark'} {...(named ? { role: 'img', 'aria-label': t(`question_type.${type}`) } : { 'aria-hidden': true })}>
      {questionLetters[type]}
    </span>
  );
}

const classLetters: Record<StatementClass, string> = { feature: 'F', advantage: 'A', benefit: 'B', value: 'V' };

export function ClassMark({ value }: { value: StatementClass }) {
  const { t } = useTranslation();
  return (
    <span className={`letter-mark class-${value}`} role="img" aria-label={t(`statement_class.${value}`)} title={t(`statement_class.${value}`)}>
      {classLetters[value]}
    </span>
  );
}

const stateTone: Record<NeedState, Tone> = { latent: 'hollow', implied: 'plain', developed: 'warn', explicit: 'ok', confirmed: 'ok', met: 'accent', dropped: 'plain' };

export function NeedStateTag({ state }: { state: NeedState }) {
  const { t } = useTranslation();
  return <Tag tone={stateTone[state]}>{t(`need_state.${state}`)}</Tag>;
}

const objectionTone: Record<ObjectionState, Tone> = {
  raised: 'bad',
  clarified: 'warn',
  classified: 'warn',
  responded: 'warn',
  checked: 'warn',
  resolved: 'ok',
  deferred: 'plain',
  unresolved: 'bad',
};

export function ObjectionStateTag({ state }: { state: ObjectionState }) {
  const { t } = useTranslation();
  return <Tag tone={objectionTone[state]}>{t(`objection_state.${state}`)}</Tag>;
}

/** A figure of 0..100 as a bar with its number; nothing known is a dash. */
export function IndexBar({ value, label }: { value: number | null; label: string }) {
  const shown = value === null ? '–' : String(Math.round(value));
  return (
    <span className="index-bar" role="img" aria-label={`${label} ${shown}`}>
      <span className="index-track">
        <span style={{ width: `${Math.max(0, Math.min(100, value ?? 0))}%` }} />
      </span>
      <span className="numeric caption">{shown}</span>
    </span>
  );
}

/** Five blocks for a score of 1..5, as in the criteria grid. */
export function ScoreBlocks({ score, ours, label }: { score: number | null; ours?: boolean; label?: string }) {
  return (
    <span className={ours ? 'score-blocks ours' : 'score-blocks'} {...(label ? { role: 'img', 'aria-label': `${label} ${score ?? '–'}` } : { 'aria-hidden': true })}>
      {[1, 2, 3, 4, 5].map((step) => (
        <i key={step} className={score !== null && step <= score ? 'on' : undefined} />
      ))}
      <b className="numeric caption">{score ?? '–'}</b>
    </span>
  );
}
