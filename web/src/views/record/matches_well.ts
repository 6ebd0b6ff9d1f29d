// Does what was typed mean one of the customers found? Then no new one is offered: a slip of the finger would make it.
const fold = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

export function matchesWell(typed: string, names: readonly string[]): boolean {
  const text = fold(typed);
  if (!text) return false;
  // Letters that found a Chinese name are its pinyin or initials.
  if (/^[a-z]+$/.test(text) && names.some((name) => /\p{Script=Han}/u.test(name))) return true;
  return names.some((name) => fold(name).startsWith(text));
}
