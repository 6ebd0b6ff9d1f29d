// Reading the people of an account: when each was last met, who is missing, whom it hangs on. Pure; the words are
// the language packs'.
import { contactLevels, type Call, type Contact, type ContactLevel, type Evidence } from '~/api/types';
import { stanceOf } from '~/components/stance_glyph';

/** By contact: the last held call they were in, or the last thing they were heard to say. */
export function lastMet(calls: readonly Call[], evidence: readonly Evidence[]): Map<string, string> {
  const met = new Map<string, string>();
  const note = (id: string | null, at: string) => {
    if (!id) return;
    const known = met.get(id);
    if (!known || Date.parse(at) > Date.parse(known)) met.set(id, at);
  };
  for (const call of calls) if (call.status === 'held') for (const id of call.contact_ids) note(id, call.held_at);
  for (const item of evidence) if (item.source_class !== 'inference' && item.source_class !== 'second_hand') note(item.contact_id, item.observed_at);
  return met;
}

export type Gap =
  | { kind: 'never_met'; contact: Contact; through: Contact | null }
  | { kind: 'no_senior' }
  | { kind: 'opponent'; contact: Contact; through: Contact | null }
  | { kind: 'one_supporter'; contact: Contact }
  | { kind: 'no_supporter' }
  | { kind: 'unknown_attitude'; count: number };

/** What to mend first in the relationship, or null when nothing stands out. An account without people has its own face. */
export function firstGap(contacts: readonly Contact[], met: ReadonlyMap<string, string>): Gap | null {
  if (contacts.length === 0) return null;
  const by = (stance: string) => contacts.filter((contact) => stanceOf(contact.attitude) === stance);
  const supporters = by('supporter').sort((a, b) => (b.influence ?? 0) - (a.influence ?? 0));
  const senior = contacts.filter((contact) => contact.level === 'senior');
  const through = (contact: Contact) => supporters.find((other) => other.id !== contact.id) ?? null;

  const unmet = senior.filter((contact) => !met.has(contact.id)).sort((a, b) => (b.influence ?? 0) - (a.influence ?? 0))[0];
  if (unmet) return { kind: 'never_met', contact: unmet, through: through(unmet) };
  if (senior.length === 0) return { kind: 'no_senior' };
  const opponent = by('opponent').sort((a, b) => (b.influence ?? 0) - (a.influence ?? 0))[0];
  if (opponent) return { kind: 'opponent', contact: opponent, through: through(opponent) };
  if (supporters.length === 0) return { kind: 'no_supporter' };
  if (supporters.length === 1 && contacts.length > 1 && supporters[0]) return { kind: 'one_supporter', contact: supporters[0] };
  const unknown = by('unknown').length;
  return unknown > 0 ? { kind: 'unknown_attitude', count: unknown } : null;
}

export type Band = ContactLevel | 'unknown';

/** The three bands, top to bottom, and a fourth for people whose level nobody noted. */
export function bandsOf(contacts: readonly Contact[]): { band: Band; people: Contact[] }[] {
  const bands: { band: Band; people: Contact[] }[] = contactLevels.map((level) => ({
    band: level,
    people: contacts.filter((contact) => contact.level === level),
  }));
  const unknown = contacts.filter((contact) => contact.level === null);
  if (unknown.length > 0) bands.push({ band: 'unknown', people: unknown });
  // The most influential come first; below, people stand under whom they report to, so that the lines do not cross.
  let above: Contact[] = [];
  const place = (contact: Contact) => {
    const at = above.findIndex((other) => other.id === contact.reports_to_id);
    return at < 0 ? above.length : at;
  };
  for (const { people } of bands) {
    people.sort((a, b) => place(a) - place(b) || (b.influence ?? -1) - (a.influence ?? -1) || a.name.localeCompare(b.name));
    if (people.length > 0) above = people;
  }
  return bands;
}

/** Whom an arrow key leads to from one person: sideways within the band, up and down to the nearest place. */
export function neighbour(bands: readonly { people: readonly Contact[] }[], id: string, key: string): string | null {
  const filled = bands.filter((band) => band.people.length > 0);
  const row = filled.findIndex((band) => band.people.some((person) => person.id === id));
  if (row < 0) return null;
  const people = filled[row]?.people ?? [];
  const column = people.findIndex((person) => person.id === id);
  switch (key) {
    case 'ArrowLeft':
      return people[column - 1]?.id ?? null;
    case 'ArrowRight':
      return people[column + 1]?.id ?? null;
    case 'ArrowUp':
    case 'ArrowDown': {
      const other = filled[row + (key === 'ArrowUp' ? -1 : 1)]?.people;
      return other?.[Math.min(column, other.length - 1)]?.id ?? null;
    }
    default:
      return null;
  }
}
