// Training modules, cases, and a person's own attempts, as the server speaks of them. Scores are 0..100, kappa −1..1, null is "no data".
import type { BothLanguages } from './selling';

export type AttemptKind = 'quiz' | 'case' | 'drill';
export type Answers = Record<string, string>;

export interface Improvement {
  latest: number | null;
  best: number | null;
  since_first: number | null;
  since_previous: number | null;
}
export interface Progress {
  attempts: number;
  score: Improvement;
  agreement: Improvement;
}

export interface Attempt {
  id: string;
  kind: AttemptKind;
  subject: string;
  score: number | null;
  agreement: number | null;
  submitted_at: string;
}
/** One line of what was handed in, beside what would have been right. */
export interface ReviewItem {
  group: string;
  key: string;
  own: string | null;
  model: string;
  right: boolean;
  why: BothLanguages;
}
export interface ReviewedAttempt extends Attempt {
  items: ReviewItem[];
}
export interface GradedAttempt extends ReviewedAttempt {
  passed: boolean;
  progress: Progress;
}

export type StepName = 'preparation' | 'approach' | 'survey' | 'presentation' | 'demo' | 'proposal' | 'close';
export interface WorkEvidence {
  kind: 'all_steps' | 'proven_stages' | 'quoted_needs' | 'good_plans' | 'styles_and_calls' | 'settled_negotiation' | 'account_plan';
  possible: boolean;
  done: boolean;
  parts: { key: string; have: number; need: number; done: boolean }[];
  opportunity: { id: string; name: string; steps: Record<StepName, boolean> } | null;
}

export interface ModuleState {
  quiz_state: { questions: number; passed: boolean; progress: Progress };
  drill_states: { key: string; progress: Progress }[];
  evidence: WorkEvidence;
  passed: boolean;
}
export interface ModuleRow extends ModuleState {
  key: string;
  number: number;
  title: BothLanguages;
  goal: BothLanguages;
}
export interface Practice {
  modules: ModuleRow[];
  cases: { key: string; title: BothLanguages; about: BothLanguages; progress: Progress }[];
  may_facilitate: boolean;
}

export interface ChoiceText {
  key: string;
  text: BothLanguages;
}
/** A drill, or a question of a case. */
export interface Exercise {
  key: string;
  kind: 'order' | 'sort' | 'rating' | 'tags' | 'choice';
  title: BothLanguages;
  prompt: BothLanguages;
  agreement?: 'nominal' | 'linear';
  choices?: ChoiceText[];
  items: { key: string; text?: BothLanguages; turn?: string }[];
}
export interface ModuleContent {
  key: string;
  number: number;
  title: BothLanguages;
  goal: BothLanguages;
  cards: { title: BothLanguages; text: BothLanguages }[];
  drills: Exercise[];
  quiz: { key: string; question: BothLanguages; options: ChoiceText[] }[];
}
interface Tried {
  progress: Progress;
  attempts: Attempt[];
  latest: ReviewedAttempt | null;
}
export interface ModuleAnswer {
  module: ModuleContent;
  quiz_state: { questions: number; passed: boolean } & Tried;
  drill_states: ({ key: string } & Tried)[];
  evidence: WorkEvidence;
  passed: boolean;
}

export interface Turn {
  key: string;
  who: 'seller' | 'customer';
  speaker: BothLanguages;
  text: BothLanguages;
}
export interface CaseContent {
  key: string;
  title: BothLanguages;
  about: BothLanguages;
  background: BothLanguages[];
  contacts: { name: BothLanguages; role: BothLanguages }[];
  scenes: { key: string; title: BothLanguages; turns: Turn[] }[];
  questions: Exercise[];
  rubric: string[];
}
export interface CaseAnswer extends Tried {
  case: CaseContent;
  model: { hidden: { who: BothLanguages; text: BothLanguages }[]; reasoning: BothLanguages[] } | null;
  may_facilitate: boolean;
}
export interface Votes {
  people: number;
  least: number;
  told: boolean;
  items: { group: string; key: string; counts: Record<string, number> }[];
}
