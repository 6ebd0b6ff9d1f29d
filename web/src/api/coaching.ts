// What a seller and whoever leads him look at together.
import type { Named } from './types';

/** The four elements of METHOD M5, two items each. */
export const elements = ['appearance', 'attitude', 'knowledge', 'environment'] as const;

export interface SelfCheck {
  id: string;
  rated_by: Named | null;
  own: boolean;
  call_id: string | null;
  rated_at: string;
  /** Eight, each 0..4 or null. */
  ratings: (number | null)[];
  actions: (string | null)[];
  /** 0..100; null while an item is missing. */
  score: number | null;
  input: unknown;
}
export interface SelfChecks {
  user: Named | null;
  /** The latest first. */
  items: SelfCheck[];
  /** Means 0..4, by element. */
  elements: (number | null)[];
  self_score: number | null;
  manager_score: number | null;
  gap: number | null;
}

export const pathMeasures = ['questions', 'deep_questions', 'benefit_value', 'talk', 'customer_voiced', 'summary_accepted'] as const;
export type PathMeasure = (typeof pathMeasures)[number];
/** Shares 0..1; null without anything to take a share of. */
export type PathMonth = Record<PathMeasure, number | null> & { year: number; month: number; calls: number };
export interface ChangePath {
  user: Named | null;
  months: PathMonth[];
  /** Change a month over the last six. */
  slope: Record<PathMeasure, number | null>;
  input: unknown;
}

export interface StepFigure {
  name: string;
  unit: 'share' | 'number' | 'days';
  value: number | null;
  /** How many the figure is about. */
  of: number;
}
export interface StepFigures {
  user: Named | null;
  steps: { step: 'preparation' | 'approach' | 'survey' | 'presentation' | 'demo' | 'proposal' | 'close' | 'service'; figures: StepFigure[] }[];
}
