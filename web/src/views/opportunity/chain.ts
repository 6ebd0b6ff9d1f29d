// The needs chain of the cockpit, put together from the ledger, the questions and the statements: what hurts, what it
// leads to, what they want, what we answer. A missing cell is the next question.
import type { LedgerNeed, Question, Statement, StatementClass } from '~/api/selling';
import { hasEnded, orderNeeds } from '../needs/ledger_order';

export interface ChainWords {
  text: string;
  contactId: string | null;
  at: string | null;
}

export interface ChainRow {
  need: LedgerNeed;
  problem: ChainWords | null;
  implication: ChainWords | null;
  want: ChainWords | null;
  statement: Statement | null;
  /** The customer has asked for it, so that an answer may be a benefit. */
  asked: boolean;
}

const rank: Record<StatementClass, number> = { value: 3, benefit: 2, advantage: 1, feature: 0 };

function latest<Item>(items: readonly Item[], at: (item: Item) => string): Item | undefined {
  return [...items].sort((a, b) => Date.parse(at(b)) - Date.parse(at(a)))[0];
}

function quoted(need: LedgerNeed, kinds: readonly string[]): ChainWords | null {
  const quote = latest(
    need.quotes.filter((one) => kinds.includes(one.kind) && one.contact_id !== null),
    (one) => one.said_at,
  );
  return quote ? { text: quote.text, contactId: quote.contact_id, at: quote.said_at } : null;
}

export function buildChain(needs: readonly LedgerNeed[], questions: readonly Question[], statements: readonly Statement[], most = 4): ChainRow[] {
  return orderNeeds(needs)
    .filter((need) => !hasEnded(need))
    .slice(0, most)
    .map((need) => {
      const accepted = latest(
        questions.filter((one) => one.need_id === need.id && one.type === 'implication' && one.answered && one.accepted),
        (one) => one.updated_at,
      );
      const answers = statements.filter((one) => one.need_id === need.id).sort((a, b) => rank[b.class] - rank[a.class]);
      const asked = need.state === 'explicit' || need.state === 'confirmed';
      return {
        need,
        problem: quoted(need, ['difficulty']),
        implication: accepted ? { text: accepted.answer?.trim() || accepted.text, contactId: accepted.contact_id, at: null } : null,
        want: asked ? (quoted(need, ['payoff', 'want']) ?? { text: need.text, contactId: null, at: need.explicit_at }) : null,
        statement: answers[0] ?? null,
        asked,
      };
    });
}
