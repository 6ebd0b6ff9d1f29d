// Question templates keep places in braces: "{环节}里最让您费心的是什么?". What is known goes in, the rest stays to be typed.
import type { TFunction } from 'i18next';
import type { BothLanguages } from '~/api/selling';
import type { Language } from '~/format/money';

/** The text in the language on screen, or the other one when there is no such text. */
export function textIn(language: Language, text: BothLanguages): string {
  return (language === 'zh-CN' ? (text.zh ?? text.en) : (text.en ?? text.zh)) ?? '';
}

export function slotsOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ''))];
}

export function fillSlots(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([^{}]+)\}/g, (place, name: string) => values[name]?.trim() || place);
}

/** For reading only: a place that nothing fills yet says it in general, so that the question can be asked as it stands; what has no word is a gap. */
export function withGaps(text: string, general?: (slot: string) => string): string {
  return text.replace(/\{([^{}]+)\}/g, (_, slot: string) => general?.(slot) || '…');
}

/** The general words, for withGaps. The server writes a place with its name in the question's language. */
export function generalWords(t: TFunction): (slot: string) => string {
  const names = t('question_slot', { returnObjects: true, defaultValue: {} }) as Record<string, string>;
  return (slot) => {
    const id = Object.keys(names).find((one) => names[one] === slot) ?? slot;
    return t(`question_general.${id}`, { defaultValue: '' });
  };
}

/** Places that what the need is about fills as well as anything: "When {problem} occurs, what happens?" A need is no step or process. */
const namesOfProblem: readonly string[] = ['难点', 'problem', '主题', 'topic', '情况', 'event'];

/** A suggested question as it can be said: what the need is about stands in its place. */
export function questionWords(question: { text: BothLanguages }, about: string | null, language: Language): string {
  const text = textIn(language, question.text);
  return fillSlots(text, guessSlots(slotsOf(text), about));
}

/** What a slot most likely wants, from the need the question is about. */
export function guessSlots(slots: readonly string[], about: string | null): Record<string, string> {
  if (!about) return {};
  return Object.fromEntries(slots.filter((slot) => namesOfProblem.includes(slot)).map((slot) => [slot, about]));
}
