// The views about the ground a deal stands on, the time after its order, and reframes.
import type * as stored from '~/generated/entities';
import type { Named } from './types';

export type GameRule = stored.GameRule;
export type SellerIssue = stored.SellerIssue;
export type Triangle = stored.Triangle;
export type ServiceReminder = stored.ServiceReminder;
export type RemorseSignal = stored.RemorseSignal;
export type DeliveryItem = stored.DeliveryItem;
export type ReframeCard = stored.ReframeCard;
export type DevelopmentGoal = stored.DevelopmentGoal;
export type ContactBenefit = stored.ContactBenefit;

export const compliances = ['unknown', 'met', 'breached', 'not_applicable'] as const;
export const issueKinds = ['skill', 'resource', 'access', 'offer'] as const;
export const rulesOwners = ['us', 'customer', 'rival'] as const;

export interface GapDimension extends stored.Problem {
  contact: Named | null;
  /** Of all weight, 0..1. */
  share: number;
  gap: number | null;
  no_need: boolean;
  parts: { id: string; name: string; opportunity_id: string }[];
}

export interface GapView {
  gap: number | null;
  gap_percent: number | null;
  cover: number | null;
  realised: number | null;
  confirmed: { n: number; of: number };
  yearly: { currency: string; amount_minor: number; confirmed_minor: number }[];
  dimensions: GapDimension[];
  input: unknown;
}

export const personalGains = ['recognition', 'ease', 'career', 'learning'] as const;
export const oppositionCauses = ['distrust_seller', 'distrust_product', 'bad_use', 'deceit', 'rival_taught', 'self_belief'] as const;

/** Both columns of an account: needs of today, goals of tomorrow (METHOD M45). */
export interface GrowthView {
  needs: { id: string; text: string; state: stored.Need['state']; opportunity_id: string | null }[];
  goals: (DevelopmentGoal & { contact: Named | null })[];
  check: { lacks_goal: boolean; owned: number; contributed: number; of: number };
  relationship: { since: string | null; days: number | null; orders: number; repeat_share: number | null };
  input: unknown;
}

export interface PersonGain {
  contact: { id: string; name: string; title: string | null; role: stored.Contact['role']; level: stored.Contact['level'] };
  decides: boolean;
  benefit: (ContactBenefit & { withheld?: string[] }) | null;
  missing: ('organisation_benefit' | 'personal_benefit')[];
  held: boolean;
  money_words: string[];
}
export interface GainsView {
  people: PersonGain[];
  missing: number;
  held: number;
}

export interface TriangleView {
  triangle: Triangle | null;
  us_customer: { needs_open: number; needs_explicit: number; people: number; /** Null where it is withheld from this person. */ for_us: number | null; neutral: number | null; against_us: number | null; withheld: boolean; strength: number | null; known: number | null };
  rivals: (stored.Competitor & { advantage: number | null; known_share: number | null; red: boolean })[];
  rules: GameRule[];
  checks: { no_rival: boolean; unknown_rules: number };
}

export interface CockpitChecks {
  no_rival: boolean;
  unknown_rules: number;
  no_improvement: boolean;
  /** People against us without a cause; null where stances are withheld. */
  causes_missing: number | null;
  /** People who decide and lack a gain. */
  gains_missing: number;
  issues_open: number;
  issues_overdue: number;
}

/** What stands against pressing for an order; null unless our step is the close. */
export interface CloseWarnings {
  before_choice: boolean;
  must_have_uncovered: boolean;
  blocking_objections: number;
}

export interface ForcedReframe {
  cause: 'continuations' | 'stuck' | 'lost_alike';
  since: string;
  dwell_days: number | null;
  line_days: number | null;
  calls: string[];
  /** Lost for one reason. */
  deals: string[];
  reason: string | null;
  input: unknown;
}

/** How many of the calls in the 30 days before or after a card moved something on. */
export interface Advances {
  n: number;
  success_rate: number | null;
}

export interface ReframeView {
  forced: ForcedReframe | null;
  cards: (ReframeCard & { before: Advances; after: Advances })[];
}

export interface Reminder {
  day: number;
  due_on: string;
  state: 'coming' | 'due' | 'missed' | 'done';
  overdue_days: number;
  record: ServiceReminder | null;
}

export interface AftersalesView {
  ordered_at: string | null;
  reminders: Reminder[];
  punctuality: number | null;
  reasons: { kind: 'quote' | 'benefit' | 'value'; id: string; text: string; about: string; contact_id: string | null; said_at: string | null }[];
  remorse: RemorseSignal[];
  delivery: DeliveryItem[];
  value: {
    currency: string | null;
    mixed: boolean;
    promised_minor: number | null;
    measured_promise_minor: number | null;
    realised_minor: number | null;
    ratio: number | null;
    measured: number;
    items: stored.ValueItem[];
  };
  lap: { number: number; open_issues: number; quiet_days: number; quiet_days_wanted: number; quiet: boolean; value_confirmed: boolean; quiet_recorded: boolean } | null;
}
