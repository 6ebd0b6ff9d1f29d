// The shapes the server speaks (v1). Enums list their values in the order people expect to read them.
import { codesOfStage, codesThatOpen } from '~/generated/entities';
import type * as stored from '~/generated/entities';
import type * as selling from './selling';

export const stages = [
  'satisfaction',
  'recognition',
  'decision',
  'criteria',
  'assessment',
  'investigation',
  'choice',
  'reassessment',
] as const;
export type Stage = (typeof stages)[number];

export function stageNumber(stage: Stage): number {
  return stages.indexOf(stage) + 1;
}
export function nextStage(stage: Stage): Stage {
  return stages[stageNumber(stage) % stages.length] as Stage;
}

export const roles = ['admin', 'manager', 'seller', 'coach', 'viewer'] as const;
export type Role = (typeof roles)[number];
export type Basis = 'proven' | 'claimed' | 'none' | 'override';
export const sellerSteps = ['preparation', 'approach', 'survey', 'presentation', 'demo', 'proposal', 'close', 'service'] as const;
export type SellerStep = (typeof sellerSteps)[number];
export const sourceClasses = ['quote', 'document', 'observed', 'second_hand', 'inference'] as const;
export type SourceClass = (typeof sourceClasses)[number];
export const results = ['open', 'won', 'lost', 'no_decision'] as const;
export type Result = (typeof results)[number];
export const tiers = ['key', 'watch', 'individual', 'undecided'] as const;
export type Tier = (typeof tiers)[number];
export const buyerTypes = ['intrinsic', 'extrinsic', 'strategic', 'mixed'] as const;
export type BuyerType = (typeof buyerTypes)[number];
export const contactRoles = ['decision_maker', 'influencer', 'user', 'purchasing', 'gatekeeper'] as const;
export type ContactRole = (typeof contactRoles)[number];
export const contactLevels = ['senior', 'managing', 'operating'] as const;
export type ContactLevel = (typeof contactLevels)[number];
export const commitmentActions = [
  'meet_senior',
  'give_data',
  'arrange_test',
  'invite',
  'present_internally',
  'set_criteria',
  'visit_reference',
  'agree_contract_step',
  'purchase',
  'think_about_it',
  'other',
] as const;
export type CommitmentAction = (typeof commitmentActions)[number];
export const commitmentForms = ['verbal', 'written_acceptance', 'signed', 'purchase_order'] as const;
export type CommitmentForm = (typeof commitmentForms)[number];
export type QuestionType = 'situation' | 'problem' | 'implication' | 'need_payoff';
export type CallOutcome = 'order' | 'advance' | 'continuation' | 'no_sale';

/** Evidence codes by the stage they speak for: those that weigh, a step back (DE-) and a note (SKIP5). */
export const evidenceCodes: Record<Stage, readonly string[]> = {
  ...codesOfStage,
  decision: [...codesOfStage.decision, 'DE-'],
  assessment: [...codesOfStage.assessment, 'SKIP5'],
};
/** At least one of the starred codes of a stage is needed to reach it. */
export const starredCodes: ReadonlySet<string> = new Set(codesThatOpen);

export function stageOfCode(code: string): Stage {
  return stages.find((stage) => evidenceCodes[stage].includes(code)) ?? 'satisfaction';
}

export interface Money {
  currency: string;
  amount_minor: number;
}
export interface Named {
  id: string;
  name: string;
}

export interface Position {
  stage: Stage;
  basis: Basis;
  proven_stage: Stage | null;
  claimed_stage: Stage | null;
  overclaim: number | null;
  confidence: number;
  entered_at: string | null;
  dwell_days: number | null;
  age_last_days: number | null;
  stuck_line_days: number | null;
  stale: boolean;
  stuck: boolean;
  stuck_at: string | null;
  stale_at: string | null;
  inferred: Stage[];
  lap: number;
}

export function isUnproven(position: { basis: Basis }): boolean {
  return position.basis === 'claimed' || position.basis === 'none';
}

/** Nothing written is null, never "". */
export type Text = string | null;

// The stored fields of every record come from the server's own declarations; what follows adds what it computes.

export type Hold = 'read' | 'tend' | 'govern';
export const accountTeamRoles = ['sales', 'technical', 'service', 'sponsor'] as const;
export type AccountTeamRole = (typeof accountTeamRoles)[number];
export const shareAccess = ['read', 'write'] as const;
export type ShareAccess = (typeof shareAccess)[number];
export type AccountMember = stored.AccountMember;
export type Share = stored.Share;

/** The open pool, and what will fall back into it. */
export interface Pool {
  limit: number;
  idle_days: number;
  owned: number;
  falling: { id: string; name: string; owner: Named | null; last_touch_at: string; falls_at: string }[];
}

export interface Account extends stored.Account {
  position: Position;
  lead_opportunity: {
    id: string;
    name: string;
    amount_minor: number | null;
    currency: Text;
    expected_close: string | null;
    seller_step?: SellerStep | null;
  } | null;
  owner: Named | null;
  last_touch_at: string | null;
  next_step: { id: string; text: string; due_on: string | null; owner_id: string | null } | null;
  /** Null where it is withheld from this person. */
  stance: { supporter: number; neutral: number; opponent: number; unknown: number } | null;
  /** What this person may do with it; the record alone says so. */
  hold?: Hold;
  highest_level: ContactLevel | null;
  open_opportunities: number;
}

export interface Opportunity extends stored.Opportunity {
  /** What this person may do with it; the record alone says so. */
  hold?: Hold;
  position: Position;
  account: Named | null;
  owner: Named | null;
  next_step?: { id: string; text: string; due_on: string | null; owner_id: string | null } | null;
  product?: Named | null;
  alignment: { step_stage: Stage | null; gap: number | null } | null;
  quality?: { quality: number | null; greyed: boolean; missing: string[]; faults: RecordFault[]; input: unknown };
}

export interface Call extends stored.Call {
  outcome: CallOutcome | null;
  unplanned: boolean;
  /** Written down once it was over: that it has no objective is no fault. */
  noted_afterwards: boolean;
  /** What rule C6.outcome was given: of a single call that was held. */
  outcome_input?: unknown;
}

export interface User extends stored.User {
  invite_link?: string;
}

export type Attachment = stored.Attachment;
export type Commitment = stored.Commitment;
export type Competitor = stored.Competitor;
export type Contact = stored.Contact & { withheld?: string[]; /** Against us, and nobody wrote down why. */ wants_cause?: boolean };
/** The code is plain text here: a newer server may know more of them than this page. */
export type Evidence = Omit<stored.Evidence, 'code'> & { code: string };
export type NextStep = stored.NextStep;
export type Note = stored.Note;
export type Product = stored.Product;
export type StageEvent = stored.StageEvent;
export type Team = stored.Team;

/** Collections that all answer list, create, read, patch and delete in the same way. */
export interface Entities {
  accounts: Account;
  contacts: Contact;
  opportunities: Opportunity;
  products: Product;
  competitors: Competitor;
  calls: Call;
  commitments: Commitment;
  next_steps: NextStep;
  notes: Note;
  evidence: Evidence;
  stage_events: StageEvent;
  users: User;
  teams: Team;
  problems: selling.Problem;
  needs: selling.Need;
  need_quotes: selling.NeedQuote;
  question_templates: selling.QuestionTemplate;
  questions: selling.Question;
  features: selling.Feature;
  statements: selling.Statement;
  statement_uses: selling.StatementUse;
  solution_parts: selling.SolutionPart;
  objections: selling.Objection;
  criteria: selling.Criterion;
  criterion_scores: selling.CriterionScore;
  value_items: selling.ValueItem;
  value_cases: selling.ValueCase;
  buyer_profiles: selling.BuyerProfile;
  account_members: AccountMember;
  shares: Share;
  game_rules: stored.GameRule;
  seller_issues: stored.SellerIssue;
  triangles: stored.Triangle;
  service_reminders: stored.ServiceReminder;
  remorse_signals: stored.RemorseSignal;
  delivery_items: stored.DeliveryItem;
  reframe_cards: stored.ReframeCard;
  development_goals: stored.DevelopmentGoal;
  contact_benefits: stored.ContactBenefit;
  attachments: Attachment;
}
export type Collection = keyof Entities;

/** What was written down and cannot be quite right, or is not whole yet: kept, named, and proves nothing. */
export interface RecordFault {
  code: 'close_before_opening' | 'call_before_opening' | 'quote_before_opening' | 'promise_before_call' | 'promise_without_day' | 'promise_without_person' | 'quote_without_speaker';
  object_type: 'opportunity' | 'call' | 'need_quote' | 'commitment';
  id: string;
  name: string;
  day: string | null;
}

export interface Page<Item> {
  items: Item[];
  next: string | null;
  total: number | null;
  total_is_floor: boolean;
}

export const poolClaims = ['sellers', 'last_team', 'managers'] as const;
export type PoolClaim = (typeof poolClaims)[number];

export interface Session {
  user: { id: string; name: string; email: string; role: Role; team_id: string | null; locale: string; must_change_password: boolean; has_password?: boolean; second_factor?: boolean; must_set_up_second_factor?: boolean };
  workspace: { name: string; currency: string; locale: string; time_zone: string; book: 'empty' | 'demo' | 'own'; pool_limit: number; pool_idle_days: number; pool_claim: PoolClaim; files_mib_max: number };
  permissions: string[];
}

export interface OwnSession {
  id: string;
  created_at: string;
  seen_at: string;
  address: string;
  user_agent: string;
  current: boolean;
}

export interface WheelStage {
  stage: Stage;
  count: number;
  proven: number;
  unproven: number;
  stuck: number;
  stale: number;
  value: Money[];
  value_share: number | null;
  share: number;
  interval: [number, number] | null;
  benchmark: number | null;
  benchmark_flag: boolean | null;
  median_dwell_days: number | null;
  in: number;
  out: number;
  previous_share: number | null;
}

export interface WheelMove {
  from: Stage;
  to: Stage;
  count: number;
  forward: boolean;
}

export interface Wheel {
  as_of: string;
  unit: Unit;
  total: number;
  total_value: Money[];
  unproven_share: number | null;
  evenness: number | null;
  unready: number | null;
  stages: WheelStage[];
  moves: WheelMove[];
  kpi: { forward: number; forward_previous: number; backward: number; stuck: number; stuck_value: Money[]; stale: number };
}

export type Unit = 'account' | 'opportunity';

export interface WheelDot {
  id: string;
  name: string;
  stage: Stage;
  basis: Basis;
  amount_minor: number | null;
  currency: string | null;
  dwell_days: number | null;
  stall_ratio: number | null;
  stuck: boolean;
  stale: boolean;
  confidence: number;
  opportunity_id: string | null;
}

export interface WheelDots {
  dots: WheelDot[];
  more: Partial<Record<Stage, number>>;
}

export interface WheelHistory {
  weeks: { date: string; counts: number[] }[];
}

export interface MoveItem {
  id: string;
  name: string;
  unit: Unit;
  from: Stage;
  to: Stage;
  at: string;
  amount_minor: number | null;
  currency: string | null;
}

export interface StuckItem {
  id: string;
  opportunity_id: string | null;
  name: string;
  stage: Stage;
  basis: Basis;
  dwell_days: number;
  stuck_line_days: number;
  amount_minor: number | null;
  currency: string | null;
  suggestion: { code: string; question_type: QuestionType | null } | null;
}

export type ActionKind =
  | 'blocking_objection'
  | 'overdue_commitment'
  | 'next_step_due'
  | 'contact_due'
  | 'stuck'
  | 'stale'
  | 'missing_evidence'
  | 'need_without_benefit'
  | 'level_not_reached'
  | 'opponent'
  | 'call_without_plan';

export interface TodayAction {
  id: string;
  rule: number;
  kind: ActionKind;
  since: string;
  opportunity_id: string | null;
  opportunity_name: string | null;
  account_id: string | null;
  account_name: string | null;
  stage: Stage | null;
  basis: Basis | null;
  next_stage: Stage | null;
  amount_minor: number | null;
  currency: string | null;
  /** Holds what the kind has, nothing more. */
  params: {
    days?: number;
    line_days?: number;
    code?: string;
    codes?: string[];
    question_type?: QuestionType;
    level?: ContactLevel;
    role?: ContactRole;
    influence?: number;
    attitude?: number;
    who?: 'customer' | 'us';
    action?: CommitmentAction;
    text?: string;
    subject?: string;
    lapsed?: boolean;
    others?: number;
    due_at?: string;
    due_on?: string;
    held_at?: string;
    last_contact_at?: string | null;
    commitment_id?: string;
    next_step_id?: string;
    call_id?: string;
    need_id?: string;
    objection_id?: string;
    objection_class?: string;
    contact?: Named;
    owner?: Named;
  };
  link: string;
}

export interface Today {
  now: string;
  date?: string;
  actions: TodayAction[];
  calls: { id: string; held_at: string; subject: string; account: Named | null; stage: Stage | null; planned: boolean; noted_afterwards: boolean; owner?: Named | null }[];
  waiting: (Commitment & { account_name: string | null; contact_name: string | null; overdue: boolean })[];
  due: DueItem[];
  reminders?: { opportunity_id: string; opportunity_name: string | null; account_id: string | null; account_name: string | null; day: number; due_on: string; overdue_days: number }[];
  stuck: { count: number; value: Money[]; worst: { id: string; name: string; account_id?: string | null; stage?: Stage; dwell_days: number } | null };
  without_next_step?: number | null;
}

export interface DueItem {
  id: string;
  kind: 'next_step' | 'commitment' | 'game_rule' | 'seller_issue';
  text: string;
  action?: CommitmentAction;
  due_at: string | null;
  due_on: string | null;
  overdue: boolean;
  version: number;
  account_id: string | null;
  account_name: string | null;
  opportunity_id: string | null;
  owner?: Named | null;
}

export interface SearchItem {
  kind: 'account' | 'contact' | 'opportunity';
  id: string;
  name: string;
  matched: 'exact' | 'prefix' | 'initials' | 'pinyin' | 'inside';
  ranges: [number, number][];
  /** The alias, when that is what matched. */
  other_name?: string | null;
  other_ranges?: [number, number][];
  account_name: string | null;
  account_id?: string | null;
  stage: Stage | null;
  basis: Basis | null;
}

/** The constants that METHOD C1 used, and the confidence before its decay by age (0..1). */
export interface WhyTerms {
  reach_weight: number;
  full_weight: number;
  norm_dwell_days: number;
  undecayed_confidence: number;
  to_prove: string[];
}

export interface WhyAnswer {
  position: Position;
  terms: WhyTerms;
  rule: string;
  input: unknown;
  answer: unknown;
  health_rule?: string;
  health?: unknown;
}

export interface ChangeEvent {
  object_type: string;
  object_id: string;
  account_id: string | null;
  opportunity_id: string | null;
  change_id: string;
}

export interface JobEvent {
  id: string;
  state: string;
  progress: unknown;
}

export interface UndoAnswer {
  undone: number;
  conflicts: { object_type: string; object_id: string; field: string; now: unknown; undo_to: unknown; used_by: string | null }[];
  change_id: string | null;
}
