// The planned questions as they went: asked, answered, accepted; and what an answer does to its need, as a chip to take.
import { useTranslation } from 'react-i18next';
import type { NeedState, Question } from '~/api/selling';
import { Card } from '~/components/card';
import { Icon } from '~/components/icon';
import { QuestionMark } from '../selling/marks';
import { moveOffered } from './debrief_body';
import { noTick, withAnswer, type LiveLog, type Tick } from './live_log';

interface AnsweredQuestionsProps {
  questions: readonly Question[];
  log: LiveLog;
  onTick: (id: string, tick: Tick) => void;
  stateOf: (needId: string | null) => NeedState | null;
  moves: readonly string[];
  onMoves: (moves: string[]) => void;
}

export function AnsweredQuestions({ questions, log, onTick, stateOf, moves, onMoves }: AnsweredQuestionsProps) {
  const { t } = useTranslation();
  if (questions.length === 0) return null;
  return (
    <Card title={t('callplan.questions')} note={t('debrief.tick_asked')}>
      <ul>
        {questions.map((question) => {
          const tick = log.ticks[question.id] ?? noTick;
          const state = stateOf(question.need_id);
          const offer = state && moveOffered(question.type, state, tick);
          const taken = moves.includes(question.id);
          return (
            <li key={question.id} className="debrief-quote">
              <button type="button" className="live-question" aria-pressed={tick.asked} onClick={() => onTick(question.id, { ...tick, asked: !tick.asked })}>
                <span className="live-tick">{tick.asked && <Icon name="check" size={18} />}</span>
                <QuestionMark type={question.type} named />
                <span className="grow">{question.text}</span>
              </button>
              {tick.asked && (
                <div className="live-answer">
                  <textarea className="field-input" rows={1} value={tick.answer} aria-label={t('live.answer')} placeholder={t('live.answer')} onChange={(event) => onTick(question.id, withAnswer(tick, event.target.value))} />
                  <div className="chip-row">
                    {(question.type === 'implication' || question.type === 'problem') && (
                      <button type="button" className="accept-chip" aria-pressed={tick.accepted} onClick={() => onTick(question.id, { ...tick, accepted: !tick.accepted, answered: tick.answered || !tick.accepted })}>
                        <Icon name={tick.accepted ? 'check' : 'plus'} size={14} />
                        {t(question.type === 'implication' ? 'questions.consequence_accepted' : 'questions.accepted')}
                      </button>
                    )}
                    {offer && (
                      <button type="button" className="accept-chip proposed" aria-pressed={taken} onClick={() => onMoves(taken ? moves.filter((id) => id !== question.id) : [...moves, question.id])}>
                        <Icon name={taken ? 'check' : 'plus'} size={14} />
                        {t('debrief.need_becomes', { state: t(`need_state.${offer.to}`) })}
                      </button>
                    )}
                  </div>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
