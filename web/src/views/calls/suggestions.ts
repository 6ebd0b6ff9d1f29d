// The questions the server would ask next that this call does not hold yet, as they can be said.
import type { BankItem, NextQuestion, Question, QuestionsView } from '~/api/selling';
import type { Language } from '~/format/money';
import { questionWords, slotsOf } from '../selling/template';

export function suggestions(view: Pick<QuestionsView, 'next' | 'missing'> | undefined, planned: readonly Pick<Question, 'type' | 'need_id'>[]): NextQuestion[] {
  const all = view?.missing ?? (view?.next ? [view.next] : []);
  return all.filter((one) => !planned.some((question) => question.type === one.type && question.need_id === one.need_id));
}

export interface Sayable extends NextQuestion {
  words: string;
  /** A place is still open: a person has to finish it. */
  open: boolean;
}

/**
 * The question in words. When its template has a place that nothing known fills, another of the same kind that has none is
 * taken instead, the one that worked best; without any the places stay to be filled in.
 */
export function sayable(question: NextQuestion, about: string | null, bank: readonly BankItem[], language: Language): Sayable {
  const words = questionWords(question, about, language);
  if (slotsOf(words).length === 0) return { ...question, words, open: false };
  const other = bank
    .filter((item) => item.type === question.type)
    .map((item) => ({ item, words: questionWords(item, about, language) }))
    .filter((one) => one.words !== '' && slotsOf(one.words).length === 0)
    .sort((a, b) => (b.item.rate ?? 0) - (a.item.rate ?? 0))[0];
  return other ? { ...question, template_id: other.item.template_id, text: other.item.text, words: other.words, open: false } : { ...question, words, open: true };
}
