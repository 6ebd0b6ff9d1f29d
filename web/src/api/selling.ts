// What the server speaks about needs, questions, statements, calls, objections, criteria and value: its own records with
// what it computes for each, and the views over them. Ratios are 0..1, scores and indices 0..100, money in minor units, null is "no data".
import type * as stored from '~/generated/entities';
import type { CloseWarnings, CockpitChecks, ForcedReframe, SellerIssue } from './ground';
import type { Call, CallOutcome, Commitment, Contact, ContactLevel, ContactRole, NextStep, Opportunity, Position, QuestionType, Stage, TodayAction, BuyerType } from './types';

export const needStates = ['latent', 'implied', 'developed', 'explicit', 'confirmed', 'met', 'dropped'] as const;
export type NeedState = (typeof needStates)[number];
export const quoteKinds = ['difficulty', 'want', 'payoff', 'denial', 'retraction'] as const;
export type QuoteKind = (typeof quoteKinds)[number];
export const questionTypes: readonly QuestionType[] = ['situation', 'problem', 'implication', 'need_payoff'];
export const statementClasses = ['feature', 'advantage', 'benefit', 'value'] as const;
export type StatementClass = (typeof statementClasses)[number];
export const objectionClasses = ['value', 'capability_cannot', 'capability_can', 'process_rules', 'price', 'timing', 'person'] as const;
export type ObjectionClass = (typeof objectionClasses)[number];
export const oppositionCauses = ['distrust_seller', 'distrust_product', 'bad_use', 'deceit', 'rival_taught', 'self_belief'] as const;
export type OppositionCause = (typeof oppositionCauses)[number];
export const objectionStates = ['raised', 'clarified', 'classified', 'responded', 'checked', 'resolved', 'deferred', 'unresolved'] as const;
export type ObjectionState = (typeof objectionStates)[number];
export const confidences = ['documented', 'said', 'estimated', 'ours'] as const;
export type Confidence = (typeof confidences)[number];
export const valueKinds = ['benefit', 'price', 'effort', 'switching', 'running', 'risk'] as const;
export type ValueKind = (typeof valueKinds)[number];
export const styles = ['controlling', 'advocating', 'facilitating', 'analyzing'] as const;
export type Style = (typeof styles)[number];
export const layerFlags = ['visible', 'conscious', 'surface', 'clear'] as const;
export type LayerFlag = (typeof layerFlags)[number];

export type Problem = stored.Problem;

export interface NeedMove {
  to: NeedState;
  allowed: boolean;
  reason: 'transition' | 'guard' | 'layer' | null;
  needs: 'quote_difficulty' | 'accepted_implication' | 'quote_want' | 'volunteered' | 'quote_payoff' | 'quote_denial' | 'quote_retraction' | 'reason' | 'delivery' | null;
}

export interface Need extends stored.Need {
  intensity: number | null;
  layers: number;
  band: 'below' | 'waterline' | 'above_water';
  quotes_count: number;
  accepted_implications: number;
  quotes?: NeedQuote[];
  moves?: NeedMove[];
  /** What rule C3.intensity was given. */
  intensity_input?: unknown;
}

export type NeedQuote = stored.NeedQuote;

export interface LedgerNeed extends Need {
  quotes: NeedQuote[];
  moves: NeedMove[];
  intensity_input: unknown;
  problem: { id: string; name: string } | null;
  questions: Record<QuestionType, number>;
  statements: number;
  has_benefit: boolean;
}

export interface LedgerHead {
  nmi: number | null;
  open: number;
  explicit: number;
  by_state: Record<NeedState, number>;
  iceberg: Record<Need['band'], string[]>;
}

export interface Ledger extends LedgerHead {
  willingness: { n: number; rho: number | null } | null;
  /** What rule C3.nmi was given; `input` elsewhere likewise, of the rule that made the figures beside it. */
  nmi_input: unknown;
  gap: { index: number | null; percent: number | null; cover: number | null; realised: number | null; input: unknown } | null;
  items: LedgerNeed[];
  problems: Problem[];
}

export interface Wording {
  suggestion: 'explicit' | 'implied' | null;
  signals: { kind: 'implied' | 'explicit'; text: string; counts: boolean; why: 'negated' | 'conditional' | null }[];
}

export type QuestionTemplate = stored.QuestionTemplate;

export interface Question extends stored.Question {
  fits_stage?: 'ok' | 'info';
  fault?: QuestionFault | null;
}

export type QuestionFault = 'implication_before_accepted_problem' | 'need_payoff_before_accepted_implication' | 'situation_on_file' | 'need_payoff_not_deliverable';
export type BothLanguages = { zh: string | null; en: string | null };

export interface BankItem {
  template_id: string;
  own: boolean;
  type: QuestionType;
  text: BothLanguages;
  slots: { zh: string[]; en: string[] };
  stages: Stage[];
  level: ContactLevel | null;
  style: Style | null;
  /** Whom it suits. */
  styles: Style[];
  role: ContactRole | null;
  /** Whom it suits; empty for everyone. */
  roles: ContactRole[];
  /** Of a built-in one a key of `bankTrades`. */
  industry: string | null;
  used: number;
  answered: number;
  led_to_explicit: number;
  rate: number | null;
}

export interface Bank {
  items: BankItem[];
  /** What there are questions of: the built-in trades, then those of one's own. */
  industries: string[];
}

/** Trades that have questions in their own words; named by `library.trade_<key>`. */
export const bankTrades = ['medical', 'manufacturing', 'retail', 'software'] as const;
/** What can be asked anywhere: a built-in question of one trade is looked up in the library. */
export const ofAnyTrade = (item: BankItem) => item.own || !item.industry;

export interface NextQuestion {
  type: QuestionType;
  need_id: string | null;
  template_id: string | null;
  text: BothLanguages;
}

export interface QuestionsView {
  plan: { score: number; input: unknown };
  run: {
    score: number;
    input: unknown;
    faults: { need_id: string | null; question_id: string; fault: QuestionFault }[];
    mix: Record<QuestionType, number> | null;
    warn_situation: boolean;
    warn_depth: boolean;
  };
  chains: { need_id: string; need_text: string; state: NeedState; intensity: number | null; plan_score: number; question_ids: string[] }[];
  items: Question[];
  next: NextQuestion | null;
  /** What every open need still wants asked, the weightiest first. */
  missing?: NextQuestion[];
}

export type Feature = stored.Feature;

export interface Statement extends stored.Statement {
  class: StatementClass;
  completeness: number;
  why: 'no_need' | 'need_not_explicit' | 'other_opportunity' | 'no_benefit_text' | 'not_quantified' | 'not_confirmed' | null;
  need_state: NeedState | null;
}

export type StatementUse = stored.StatementUse;

export type SolutionPart = stored.SolutionPart;

export type Gate = 'pass' | 'warn' | 'block';

export interface OfferHead {
  coverage: number | null;
  must_have_coverage: number | null;
  orphan_share: number | null;
  gate: Gate;
  gate_reasons: string[];
  class_mix: Record<StatementClass, number>;
}

export interface Offer extends OfferHead {
  statements: Statement[];
  uncovered_needs: string[];
  orphans: string[];
  unneeded_parts: string[];
  parts: SolutionPart[];
  timing: { stage: Stage; allowed: StatementClass[]; out_of_row: string[] };
  input: unknown;
}

export interface ImpactChart {
  model: ({ stage: Stage; input: unknown } & Record<'feature' | 'advantage' | 'benefit', number>)[];
  own: { stage: Stage; class: StatementClass; n: number; rate: number | null; input: unknown }[];
}

export interface Composed {
  zh: string;
  en: string;
  missing: string[];
  level: 'benefit' | 'advantage';
}

export interface Objection extends stored.Objection {
  treatment: string | null;
  root_treatment: OppositionCause | null;
  /** No root of it is written down (METHOD M10–M12). */
  wants_cause?: boolean;
  /** Where it may go from here. */
  moves: ObjectionState[];
  open: boolean;
}

export interface ObjectionLibrary {
  items: {
    response: string;
    class: ObjectionClass | null;
    cause: OppositionCause | null;
    used: number;
    resolved: number;
    share: number | null;
    median_days: number | null;
    objection_ids: string[];
  }[];
}

export interface ObjectionNumbers {
  per_call: number | null;
  after: Record<StatementClass, number | null>;
  resolved_share: number | null;
  median_loops: number | null;
  prevention_rate: number | null;
  price_after_feature: number | null;
  by_cause: Partial<Record<OppositionCause, number>>;
  by_class: Partial<Record<ObjectionClass, number>>;
  open: number;
  /** What an objection at this stage of a deal calls for. */
  phase: string | null;
  input: unknown;
}

export type Criterion = stored.Criterion;

export type CriterionScore = stored.CriterionScore;

export type Play = 'hold' | 'fix' | 'reframe' | 'level' | 'raise_weight';

export interface GridItem extends Criterion {
  share: number | null;
  scores: Record<string, number | null>;
  play: Play | null;
  traced: boolean;
}

export interface GridRival {
  id: string;
  name: string;
  kind: 'rival' | 'do_nothing' | 'in_house';
  advantage: number | null;
  known_share: number | null;
  red: boolean;
  our_total: number | null;
  rival_total: number | null;
  input: unknown;
}

export interface GridHead {
  rivals: GridRival[];
  weights_sum: number | null;
  influence_index: number | null;
  failed_must_haves: string[];
  weakest: { id: string; name: string; gap: number } | null;
}

export interface Grid extends GridHead {
  items: GridItem[];
  weights_normal: boolean;
  normalised: { id: string; weight: number }[];
  traced_share: number | null;
}

export type ValueItem = stored.ValueItem;

export type ValueCase = stored.ValueCase;

export interface WaterfallStep {
  kind: ValueKind | 'total';
  name?: string;
  item_id?: string;
  amount_minor?: number;
  weighted_minor?: number;
  confidence?: Confidence;
}

export interface ValueFigures {
  benefit: number | null;
  cost: number | null;
  value: number | null;
  npv: number | null;
  roi: number | null;
  payback: number | null;
  initial: number | null;
  confirmed: { n: number; of: number; amount_minor?: number };
  waterfall: WaterfallStep[];
  input: unknown;
  npv_input: unknown;
}

export type PriceRung = 'low_price' | 'total_cost' | 'added_value';
export interface PriceLadder {
  highest: PriceRung | null;
  /** From the lowest rung. */
  steps: { rung: PriceRung; bears: boolean; missing: ('price' | 'rival_price' | 'total_cost' | 'rival_total_cost' | 'not_lower' | 'costs_unconfirmed' | 'confirmed_benefit' | 'below_cost')[] }[];
  input: unknown;
}

export interface ValueView {
  currency: string | null;
  years: number;
  rate: number;
  /** Null when nothing can be added up, as with two currencies. */
  ours: ValueFigures | null;
  rivals: (ValueFigures & { id: string; name: string; difference: number | null })[];
  unconfirmed: string[];
  ladder: PriceLadder;
  promised_minor: number | null;
  realised_minor: number | null;
  realised_share: number | null;
  items: ValueItem[];
  case: ValueCase | null;
  error: 'mixed_currency' | null;
}

export type BuyerProfile = stored.BuyerProfile;

export interface BuyerView {
  scores: Record<'intrinsic' | 'extrinsic' | 'strategic', number | null>;
  type: BuyerType | null;
  top_two: BuyerType[] | null;
  strategic_candidate: boolean;
  mode: BuyerType | null;
  strategic_cap_exceeded: boolean;
  /** Where the work is at this stage. */
  focus: string | null;
  worked_as: BuyerType | null;
  alarms: ('over_serving' | 'under_serving')[];
  serve_share: number | null;
  profile: BuyerProfile | null;
  input: unknown;
}

export interface PlanPerson {
  id: string;
  name: string;
  title: string | null;
  role: ContactRole | null;
  level: ContactLevel | null;
  influence: number | null;
  attitude: number | null;
  last_met_at: string | null;
  opposition_cause: stored.Contact['opposition_cause'];
  style: Style | null;
  style_evidence: string | null;
  style_risk: StyleRisk | null;
  withheld?: string[];
}

/** What goes wrong with a person of this style at the stage of the deal. */
export type StyleRisk = 'stalls_without_figures' | 'wants_options' | 'jumps_ahead' | 'keeps_peace' | 'checks_without_end';

export interface CallPlan {
  call: PlannedCall;
  plan_score: number | null;
  plan_input: unknown;
  lint: string[];
  people: PlanPerson[];
  questions: Question[];
  statements: (StatementUse & { statement: Statement })[];
  needs: Pick<Need, 'id' | 'text' | 'state' | 'intensity'>[];
  objections: Objection[];
  promises: Commitment[];
  issues?: SellerIssue[];
  position: Position | null;
  target: { stage: Stage; missing: string[]; question_type: QuestionType | null } | null;
  mode: { index: number | null; items: number; input: unknown } | null;
  balance: { input: unknown; say: number | null; listen: number | null; look: number | null; ask: number | null; balance: number | null; talk: number | null; partial: boolean } | null;
}

/** A call as its plan and its debrief see it. */
export type PlannedCall = Call;

export interface CallNumbers {
  calls: number;
  held: number;
  outcomes: Record<CallOutcome, number>;
  success_rate: number | null;
  planned: { n: number; success_rate: number | null };
  unplanned: { n: number; success_rate: number | null };
  theirs: PromiseNumbers;
  ours: PromiseNumbers;
  reframe_due: boolean;
  lapsed: Commitment[];
  /** Null over a whole book. */
  input: unknown;
}
export interface PromiseNumbers {
  open: number;
  met: number;
  lapsed: number;
  kept: number | null;
}

/** A person by name; the whole of them is asked for where it is needed. */
export type PersonName = Pick<Contact, 'id' | 'name'>;

/** Needs, offer, questions and criteria are what their own pages show. */
export interface Cockpit {
  opportunity: Opportunity;
  needs: Ledger;
  offer: Offer;
  questions: QuestionsView;
  criteria: Grid;
  value: Pick<ValueFigures, 'value' | 'npv' | 'payback' | 'confirmed' | 'waterfall'> &
    Pick<ValueView, 'currency' | 'years' | 'error'> & { count: number; unconfirmed: Pick<ValueItem, 'id' | 'name' | 'amount_minor'>[] };
  buyer: Pick<BuyerView, 'type' | 'mode' | 'alarms'>;
  /** What still blocks first, then the oldest. */
  objections: { open: Objection[]; blocking: number };
  calls: { last: Call | null; next: Call | null; held: number; unplanned: number; success_rate: number | null; reframe_due: boolean };
  promises: { theirs: Commitment[]; ours: Commitment[] };
  next_steps: NextStep[];
  planned_calls: Call[];
  people: PersonName[];
  actions: TodayAction[];
  checks?: CockpitChecks;
  reframe?: ForcedReframe | null;
  close?: CloseWarnings | null;
  reminder?: { day: number; due_on: string; state: 'due' | 'coming' } | null;
}
