// Made by `wheelhouse schema typescript` from src/domain and tables of src/method. Do not edit.

export interface Team {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  name: string;
  parent_id: string | null;
}

export interface User {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  name: string;
  email: string | null;
  role: 'admin' | 'manager' | 'seller' | 'coach' | 'viewer';
  team_id: string | null;
  locale: string | null;
  disabled: boolean;
  can_sign_in: boolean;
  external_id: string | null;
}

export interface Account {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  name: string;
  alias: string | null;
  parent_id: string | null;
  owner_id: string | null;
  industry: string | null;
  region: string | null;
  city: string | null;
  address: string | null;
  phone: string | null;
  website: string | null;
  email_domain: string | null;
  tax_code: string | null;
  tier: 'key' | 'watch' | 'individual' | 'undecided' | null;
  buyer_type: 'intrinsic' | 'extrinsic' | 'strategic' | 'mixed' | null;
  employees: number | null;
  annual_revenue_minor: number | null;
  currency: string | null;
  pinned_opportunity_id: string | null;
  keyness: (number | null)[];
  attractiveness: (number | null)[];
  strength: (number | null)[];
  external_id: string | null;
  source: string | null;
  description: string | null;
}

export interface Contact {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string;
  name: string;
  title: string | null;
  department: string | null;
  role: 'decision_maker' | 'influencer' | 'user' | 'purchasing' | 'gatekeeper' | null;
  level: 'operating' | 'managing' | 'senior' | null;
  influence: number | null;
  attitude: number | null;
  opposition_cause: 'distrust_seller' | 'distrust_product' | 'bad_use' | 'deceit' | 'rival_taught' | 'self_belief' | null;
  opposition_words: string | null;
  style: 'controlling' | 'advocating' | 'facilitating' | 'analyzing' | null;
  style_evidence: string | null;
  reports_to_id: string | null;
  phone: string | null;
  mobile: string | null;
  email: string | null;
  external_id: string | null;
  description: string | null;
}

export interface Product {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  name: string;
  code: string | null;
  family: string | null;
  list_price_minor: number | null;
  currency: string | null;
  external_id: string | null;
  description: string | null;
}

export interface Feature {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  product_id: string;
  feature: string;
  advantage: string | null;
  proof: string | null;
  limits: string | null;
}

export interface Opportunity {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  name: string;
  account_id: string | null;
  owner_id: string | null;
  amount_minor: number | null;
  currency: string | null;
  product_id: string | null;
  opened_at: string;
  expected_close: string | null;
  closed_at: string | null;
  result: 'open' | 'won' | 'lost' | 'no_decision';
  result_reason: string | null;
  seller_step: 'preparation' | 'approach' | 'survey' | 'presentation' | 'demo' | 'proposal' | 'close' | 'service' | null;
  improvement_sentence: string | null;
  doubtful: boolean;
  external_id: string | null;
  source: string | null;
  description: string | null;
}

export interface Competitor {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  name: string;
  kind: 'rival' | 'do_nothing' | 'in_house';
  strengths: string | null;
  weaknesses: string | null;
  claims: string | null;
  aims: string | null;
  last_move: string | null;
}

export interface Call {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string | null;
  opportunity_id: string | null;
  subject: string;
  status: 'planned' | 'held' | 'cancelled';
  held_at: string;
  channel: string | null;
  objective: string | null;
  fallback: string | null;
  primary_state: 'open' | 'agreed' | 'refused' | null;
  fallback_state: 'open' | 'agreed' | 'refused' | null;
  closed_by_customer: boolean;
  summary: string | null;
  owner_id: string | null;
  contact_ids: string[];
  dress: string | null;
  materials: string | null;
  listen_for: string | null;
  look_for: string | null;
  observations: string | null;
  talk_share: number | null;
  confirmed_summaries: number | null;
  reflections: (number | null)[];
}

export interface Commitment {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  call_id: string | null;
  account_id: string | null;
  opportunity_id: string | null;
  who: 'customer' | 'us';
  contact_id: string | null;
  owner_id: string | null;
  action: 'meet_senior' | 'give_data' | 'arrange_test' | 'invite' | 'present_internally' | 'set_criteria' | 'visit_reference' | 'agree_contract_step' | 'purchase' | 'think_about_it' | 'other';
  form: 'verbal' | 'written_acceptance' | 'signed' | 'purchase_order';
  text: string | null;
  due_at: string | null;
  status: 'open' | 'met' | 'cancelled';
}

export interface NextStep {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string | null;
  opportunity_id: string | null;
  text: string;
  owner_id: string | null;
  due_on: string | null;
  done_at: string | null;
}

export interface Note {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string | null;
  opportunity_id: string | null;
  contact_id: string | null;
  text: string;
  at: string;
  external_id: string | null;
}

export interface Evidence {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string | null;
  opportunity_id: string | null;
  contact_id: string | null;
  code: 'SA1' | 'SA2' | 'AK1' | 'AK2' | 'AK3' | 'AK4' | 'DE1' | 'DE2' | 'DE3' | 'DE4' | 'DE-' | 'CR1' | 'CR2' | 'CR3' | 'CR4' | 'EV1' | 'EV2' | 'EV3' | 'IN1' | 'IN2' | 'IN3' | 'IN4' | 'CH1' | 'CH2' | 'CH3' | 'CH4' | 'RE1' | 'RE2' | 'RE3' | 'SKIP5';
  source_class: 'document' | 'quote' | 'observed' | 'second_hand' | 'inference';
  quote: string | null;
  document: string | null;
  observed_at: string;
  back_dated: boolean;
}

export interface StageEvent {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  kind: 'regression' | 'late_entry' | 'claim' | 'override';
  stage: 'satisfaction' | 'recognition' | 'decision' | 'criteria' | 'assessment' | 'investigation' | 'choice' | 'reassessment' | null;
  at: string;
  reason: string | null;
  source: string | null;
  contact_id: string | null;
}

export interface Problem {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string | null;
  opportunity_id: string | null;
  name: string;
  description: string | null;
  contact_id: string | null;
  unit: string | null;
  weight: number | null;
  level_now: number | null;
  level_ideal: number | null;
  level_promised: number | null;
  level_measured: number | null;
  value_now: string | null;
  value_ideal: string | null;
  value_promised: string | null;
  value_measured: string | null;
  confirmed_at: string | null;
  yearly_value_minor: number | null;
  currency: string | null;
}

export interface Need {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string | null;
  opportunity_id: string | null;
  problem_id: string | null;
  text: string;
  state: 'latent' | 'implied' | 'developed' | 'explicit' | 'confirmed' | 'met' | 'dropped';
  state_at: string;
  severity: number | null;
  urgency: number | null;
  reach: number | null;
  annual_cost_minor: number | null;
  price_said_minor: number | null;
  currency: string | null;
  must_have: boolean;
  visible: boolean;
  conscious: boolean;
  surface: boolean;
  clear: boolean;
  facts_on_file: boolean;
  volunteered: boolean;
  explicit_question_id: string | null;
  explicit_at: string | null;
  drop_reason: string | null;
}

export interface NeedQuote {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  need_id: string;
  account_id: string | null;
  opportunity_id: string | null;
  contact_id: string | null;
  call_id: string | null;
  question_id: string | null;
  kind: 'difficulty' | 'want' | 'payoff' | 'denial' | 'retraction';
  text: string;
  said_at: string;
}

export interface QuestionTemplate {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  type: 'situation' | 'problem' | 'implication' | 'need_payoff';
  code: string | null;
  text_zh: string | null;
  text_en: string | null;
  stage: 'satisfaction' | 'recognition' | 'decision' | 'criteria' | 'assessment' | 'investigation' | 'choice' | 'reassessment' | null;
  role: 'decision_maker' | 'influencer' | 'user' | 'purchasing' | 'gatekeeper' | null;
  level: 'operating' | 'managing' | 'senior' | null;
  style: 'controlling' | 'advocating' | 'facilitating' | 'analyzing' | null;
  industry: string | null;
}

export interface Question {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string | null;
  opportunity_id: string | null;
  need_id: string | null;
  call_id: string | null;
  contact_id: string | null;
  type: 'situation' | 'problem' | 'implication' | 'need_payoff';
  text: string;
  template_id: string | null;
  listen_for: string | null;
  position: number;
  asked: boolean;
  answered: boolean;
  accepted: boolean;
  answer: string | null;
  on_file: boolean;
  deliverable: boolean;
}

export interface Statement {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  need_id: string | null;
  feature_id: string | null;
  feature: string | null;
  advantage: string | null;
  benefit: string | null;
  proof: string | null;
  condition: string | null;
  result: string | null;
  amount: number | null;
  unit: string | null;
  period: string | null;
  basis: string | null;
  contact_id: string | null;
  confirmed_at: string | null;
  composed_seconds: number | null;
  peer_quality: number | null;
}

export interface StatementUse {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  call_id: string;
  statement_id: string;
  account_id: string | null;
  opportunity_id: string | null;
  said: boolean;
  class: 'feature' | 'advantage' | 'benefit' | 'value' | null;
  stage: 'satisfaction' | 'recognition' | 'decision' | 'criteria' | 'assessment' | 'investigation' | 'choice' | 'reassessment' | null;
}

export interface SolutionPart {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  name: string;
  product_id: string | null;
  need_id: string | null;
  problem_id: string | null;
  owner_id: string | null;
  cost_minor: number | null;
  currency: string | null;
}

export interface Objection {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string | null;
  opportunity_id: string | null;
  call_id: string | null;
  contact_id: string | null;
  quote: string;
  class: 'value' | 'capability_cannot' | 'capability_can' | 'process_rules' | 'price' | 'timing' | 'person' | null;
  cause: 'distrust_seller' | 'distrust_product' | 'bad_use' | 'deceit' | 'rival_taught' | 'self_belief' | null;
  severity: number | null;
  blocking: boolean;
  state: 'raised' | 'clarified' | 'classified' | 'responded' | 'checked' | 'resolved' | 'deferred' | 'unresolved';
  state_at: string;
  raised_at: string;
  trigger_statement_id: string | null;
  trigger_question_id: string | null;
  trigger_class: 'feature' | 'advantage' | 'benefit' | 'value' | null;
  restated: string | null;
  response: string | null;
  acknowledgement: string | null;
  deferred_until: string | null;
  loops: number;
  reason: string | null;
}

export interface Criterion {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  name: string;
  weight: number | null;
  target: string | null;
  measure: string | null;
  must_have: boolean;
  shaped_by_us: boolean;
  problem_id: string | null;
  need_id: string | null;
  contact_id: string | null;
  our_score: number | null;
  proof: string | null;
}

export interface CriterionScore {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  criterion_id: string;
  competitor_id: string;
  account_id: string | null;
  opportunity_id: string | null;
  score: number;
}

export interface ValueItem {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  competitor_id: string | null;
  kind: 'benefit' | 'price' | 'effort' | 'switching' | 'running' | 'risk';
  name: string;
  amount_minor: number;
  currency: string | null;
  yearly: boolean | null;
  probability: number | null;
  confidence: 'documented' | 'said' | 'estimated' | 'ours';
  contact_id: string | null;
  confirmed_at: string | null;
  document: string | null;
  basis: string | null;
  need_id: string | null;
  realised_minor: number | null;
  realised_at: string | null;
  realised_contact_id: string | null;
}

export interface ValueCase {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  years: number;
  rate: number;
  currency: string | null;
  margin_minor: number | null;
  cost_to_serve_minor: number | null;
}

export interface BuyerProfile {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  answers: (number | null)[];
  our_sponsor_id: string | null;
  their_sponsor_id: string | null;
  joint_goals: number;
  worked_as: 'intrinsic' | 'extrinsic' | 'strategic' | 'mixed' | null;
}

export interface AccountMember {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string;
  user_id: string;
  role: 'sales' | 'technical' | 'service' | 'sponsor';
}

export interface Share {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string | null;
  opportunity_id: string | null;
  user_id: string | null;
  team_id: string | null;
  access: 'read' | 'write';
  expires_at: string | null;
}

export interface GameRule {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string;
  text: string;
  source: string | null;
  applies_to: string | null;
  due_on: string | null;
  mandatory: boolean;
  compliance: 'unknown' | 'met' | 'breached' | 'not_applicable';
}

export interface SellerIssue {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  text: string;
  kind: 'skill' | 'resource' | 'access' | 'offer';
  owner_id: string | null;
  due_on: string;
  topic: string | null;
  resolved_at: string | null;
}

export interface Triangle {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  our_strengths: string | null;
  our_weaknesses: string | null;
  our_aims: string | null;
  our_last_move: string | null;
  customer_strengths: string | null;
  customer_weaknesses: string | null;
  customer_aims: string | null;
  customer_last_move: string | null;
  rules_of: 'us' | 'customer' | 'rival' | null;
  rules_note: string | null;
}

export interface ServiceReminder {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  day: number;
  contact_id: string | null;
  done_at: string;
  note: string | null;
}

export interface RemorseSignal {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  contact_id: string | null;
  text: string;
  severity: number;
  observed_at: string;
  resolved_at: string | null;
  resolution: string | null;
}

export interface DeliveryItem {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  kind: 'milestone' | 'issue';
  name: string;
  owner_id: string | null;
  opened_on: string | null;
  due_on: string | null;
  done_at: string | null;
  note: string | null;
}

export interface ReframeCard {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  cause: 'continuations' | 'stuck' | 'lost_alike' | 'own';
  old_assumption: string;
  why_it_failed: string;
  new_hypothesis: string;
  test: string | null;
  contact_id: string | null;
  test_on: string | null;
  result: string | null;
}

export interface Attachment {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string | null;
  opportunity_id: string | null;
  contact_id: string | null;
  call_id: string | null;
  evidence_id: string | null;
  name: string;
  media_type: string;
  size_bytes: number;
  sha256: string;
}

export interface DevelopmentGoal {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  account_id: string;
  text: string;
  measure: string | null;
  target: string | null;
  due_on: string | null;
  contact_id: string | null;
  contribution: string | null;
  contributed_at: string | null;
  result: string | null;
}

export interface ContactBenefit {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  opportunity_id: string;
  account_id: string | null;
  contact_id: string;
  organisation_benefit: string | null;
  personal_benefit: string | null;
  personal_gain: 'recognition' | 'ease' | 'career' | 'learning' | null;
  reviewed_at: string | null;
  reviewed_by_id: string | null;
}

/** The evidence codes that add weight, by stage (C1). */
export const codesOfStage = {
  satisfaction: ['SA1', 'SA2'],
  recognition: ['AK1', 'AK2', 'AK3', 'AK4'],
  decision: ['DE1', 'DE2', 'DE3', 'DE4'],
  criteria: ['CR1', 'CR2', 'CR3', 'CR4'],
  assessment: ['EV1', 'EV2', 'EV3'],
  investigation: ['IN1', 'IN2', 'IN3', 'IN4'],
  choice: ['CH1', 'CH2', 'CH3', 'CH4'],
  reassessment: ['RE1', 'RE2', 'RE3'],
} as const;

/** At least one of these is needed to reach its stage (C1). */
export const codesThatOpen = ['SA1', 'AK1', 'DE1', 'DE2', 'CR1', 'EV1', 'EV2', 'IN1', 'CH1', 'RE1'] as const;

/** How far each source is believed (C1). */
export const weightOfSource = {
  document: 1,
  quote: 1,
  observed: 0.8,
  second_hand: 0.6,
  inference: 0.3,
} as const;

/** The kind of question that leads on from a stage. */
export const questionOutOf = {
  satisfaction: 'problem',
  recognition: 'implication',
  decision: 'need_payoff',
  criteria: 'need_payoff',
  assessment: 'need_payoff',
  investigation: 'need_payoff',
  choice: 'problem',
  reassessment: 'situation',
} as const;
