// Made by `wheelhouse schema typescript` from src/domain. Do not edit.

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
