// The questions the server would ask next that this call does not hold yet.
import type { NextQuestion, Question, QuestionsView } from '~/api/selling';

export function suggestions(view: Pick<QuestionsView, 'next' | 'missing'> | undefined, planned: readonly Pick<Question, 'type' | 'need_id'>[]): NextQuestion[] {
  const all = view?.missing ?? (view?.next ? [view.next] : []);
  return all.filter((one) => !planned.some((question) => question.type === one.type && question.need_id === one.need_id));
}
