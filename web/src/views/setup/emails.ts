// E-mail addresses in pasted text, as they come from mail programs and spreadsheets.
export function findEmails(text: string): string[] {
  const found = text.normalize('NFKC').match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? [];
  return [...new Set(found.map((email) => email.toLowerCase()))];
}

/** A first name for somebody known by address only; they or an admin can mend it. */
export function nameFromEmail(email: string): string {
  const local = email.split('@')[0] ?? email;
  return local
    .split(/[._-]+/)
    .filter(Boolean)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ');
}

/** What is no address and stands beside none, as it was typed: a name in front of an address belongs to it. */
export function unreadParts(text: string): string[] {
  return text
    .split(/[\n,;，；、]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && findEmails(part).length === 0);
}
