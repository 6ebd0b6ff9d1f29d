// From what was said and tapped to the one request that saves it all. Pure: the sheet only collects.
import type { CommitmentAction, CommitmentForm, SourceClass, Stage } from '~/api/types';

export interface Suggestion {
  contacts: { id: string; name: string }[];
  evidence: { code: string; quote: string; reason: string; source_class?: SourceClass; contact_id?: string | null }[];
  next_step: { text: string; due_on: string | null } | null;
  amounts: unknown[];
  commitment: { who?: 'customer' | 'us'; action?: CommitmentAction; form?: CommitmentForm; text?: string | null; due_at?: string | null; contact_id?: string | null } | null;
}

export type How = 'visit' | 'phone' | 'message' | 'note';
export type When = 'now' | 'earlier' | 'yesterday';

export interface Captured {
  accountId: string | null;
  opportunityId: string | null;
  text: string;
  how: How;
  at: string;
  /** In the words of the language on screen: "Visit", "Phone". */
  channel: string;
  suggestion: Suggestion | null;
  /** Keys of what was tapped: "contact:ID", "evidence:0", "next_step", "commitment". */
  taken: ReadonlySet<string>;
  claim: Stage | null;
  userId: string;
}

const subjectLength = 40;

/** The first sentence, cut to a line. */
export function subjectOf(text: string): string {
  const first = text.trim().split(/[。！？!?\n]|\.\s/)[0]?.trim() ?? '';
  const letters = [...first];
  return letters.length > subjectLength ? `${letters.slice(0, subjectLength - 1).join('')}…` : first;
}

export function captureBody(captured: Captured): Record<string, unknown> {
  const { suggestion, taken, opportunityId, accountId } = captured;
  const contacts = (suggestion?.contacts ?? []).filter((contact) => taken.has(`contact:${contact.id}`)).map((contact) => contact.id);
  const only = contacts.length === 1 ? (contacts[0] ?? null) : null;
  const evidence = (suggestion?.evidence ?? [])
    .filter((_, index) => taken.has(`evidence:${index}`))
    .map((item) => ({
      code: item.code,
      quote: item.quote,
      source_class: item.source_class ?? 'quote',
      // One person there: it is their word. Several: whose is not for us to guess.
      contact_id: item.contact_id ?? only,
      observed_at: captured.at,
    }));
  const commitment = suggestion?.commitment && taken.has('commitment') ? suggestion.commitment : null;
  return {
    account_id: accountId,
    opportunity_id: opportunityId,
    text: captured.text.trim(),
    at: captured.at,
    call:
      captured.how === 'note'
        ? null
        : {
            subject: subjectOf(captured.text),
            channel: captured.channel,
            contact_ids: contacts,
            commitments: commitment
              ? [
                  {
                    who: commitment.who ?? 'customer',
                    action: commitment.action ?? 'other',
                    form: commitment.form ?? 'verbal',
                    text: commitment.text ?? null,
                    due_at: commitment.due_at ?? null,
                    contact_id: commitment.contact_id ?? ((commitment.who ?? 'customer') === 'customer' ? only : null),
                  },
                ]
              : [],
          },
    evidence: evidence.length > 0 ? evidence : null,
    next_step: suggestion?.next_step && taken.has('next_step') ? { text: suggestion.next_step.text, due_on: suggestion.next_step.due_on, owner_id: captured.userId } : null,
    claim: captured.claim && opportunityId ? { stage: captured.claim } : null,
  };
}

export function momentOf(when: When, now = new Date()): Date {
  switch (when) {
    case 'now':
      return now;
    case 'earlier': {
      // Half-way between the start of the day and now: some hour this morning, never a later one.
      const start = new Date(now.getFullYear(), now.getMonth(), now.getDate());
      return new Date((start.getTime() + now.getTime()) / 2);
    }
    case 'yesterday':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1, 15);
  }
}

/** Everything that can be tapped, for "keep all". */
export function allKeys(suggestion: Suggestion | null): string[] {
  if (!suggestion) return [];
  return [
    ...suggestion.contacts.map((contact) => `contact:${contact.id}`),
    ...suggestion.evidence.map((_, index) => `evidence:${index}`),
    ...(suggestion.next_step ? ['next_step'] : []),
    ...(suggestion.commitment ? ['commitment'] : []),
  ];
}
