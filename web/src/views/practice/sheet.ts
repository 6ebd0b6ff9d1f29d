// Small turns of answers that more than one page needs.
import type { Answers, ChoiceText, Exercise, ReviewItem } from '~/api/practice';

/** "1", "2" … by the order given. */
export function placesOf(order: readonly string[]): Answers {
  return Object.fromEntries(order.map((key, index) => [key, String(index + 1)]));
}

export function move(order: readonly string[], from: number, to: number): string[] {
  const next = [...order];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(Math.max(0, Math.min(next.length, to)), 0, item);
  return next;
}

/** A quiz gives each of its questions options of its own. */
export type QuizExercise = Exercise & { own?: Record<string, ChoiceText[]> };

export function choicesOf(exercise: QuizExercise, item: string): readonly ChoiceText[] {
  return exercise.own?.[item] ?? exercise.choices ?? [];
}

/** What rule C10 is given for the seven criteria of M28, of the learner or of the model; null for any other exercise. */
export function keynessInput(exercise: Exercise, lines: readonly ReviewItem[], whose: 'own' | 'model'): { keyness: (number | null)[]; attractiveness: null[]; strength: null[] } | null {
  if (exercise.kind !== 'rating' || exercise.items.length !== 7) return null;
  const rated = (key: string) => {
    const answer = lines.find((line) => line.key === key)?.[whose] ?? null;
    return answer === null ? null : Number(answer);
  };
  return { keyness: exercise.items.map((item) => rated(item.key)), attractiveness: Array<null>(6).fill(null), strength: Array<null>(4).fill(null) };
}

/** What rule M27.agreement is given; null where nothing is compared so. */
export function agreementInput(items: readonly ReviewItem[], exercises: readonly Exercise[]): { categories: string[]; pairs: { own: string; model: string }[]; linear: boolean } | null {
  const compared = exercises.filter((one) => one.agreement);
  const [first] = compared;
  if (!first) return null;
  const keys = new Set(compared.flatMap((one) => one.items.map((item) => item.key)));
  return {
    categories: (first.choices ?? []).map((choice) => choice.key),
    pairs: items.flatMap((line) => (keys.has(line.key) && line.own !== null ? [{ own: line.own, model: line.model }] : [])),
    linear: first.agreement === 'linear',
  };
}
