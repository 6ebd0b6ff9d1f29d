// The shapes of an import job as the server speaks them.
import type { Result, Stage } from '~/api/types';

export const entities = ['accounts', 'contacts', 'opportunities', 'activities', 'products', 'users'] as const;
export type Entity = (typeof entities)[number];

export interface ColumnMapping {
  column: number;
  header: string;
  target: string | null;
  confidence: number;
  samples: string[];
  /** Rows that hold something in this column. */
  filled?: number;
}

export interface StageWord {
  word: string;
  count: number;
  stage: Stage | null;
  result: Result | null;
}

export interface ImportFile {
  id: string;
  name: string;
  format: 'csv' | 'xlsx';
  encoding: string | null;
  delimiter: string | null;
  sheet: string | null;
  sheets: string[];
  rows: number | null;
  header: string[];
  sample: string[][];
  export: string | null;
  /** false for tables that hold no records of ours. */
  importable?: boolean;
  entity: string | null;
  /** Neither a person nor the headers said what the rows are. */
  guessed?: boolean;
  mapping: ColumnMapping[];
  stage_words: StageWord[];
  /** Columns that go nowhere, with how many values they hold, as of the last check. */
  unmapped_columns?: { column: string; values: number }[];
}

/** Also right while the mapping is edited, when the server knows the old one. */
export function unmappedColumns(file: ImportFile): { column: string; values: number }[] {
  if (file.mapping.length === 0) return file.unmapped_columns ?? [];
  const counted = new Map((file.unmapped_columns ?? []).map((one) => [one.column, one.values]));
  return file.mapping
    .filter((column) => !column.target)
    .map((column) => ({ column: column.header, values: column.filled ?? counted.get(column.header) ?? 0 }))
    .filter((column) => column.values > 0);
}

/** Words of a stage column that say neither a stage nor a result. */
export function unmappedWords(file: ImportFile): StageWord[] {
  return file.stage_words.filter((word) => !word.stage && !word.result);
}

export interface IssueGroup {
  cause: string;
  count: number;
  rows: { file: string | number; row: number; column: string; value: string; hint?: string }[];
}

export interface Duplicate {
  file: string | number;
  row: number;
  name: string;
  existing: { id: string; name: string };
  matched_by: string[] | string;
}

export interface ImportCheck {
  rows: number;
  create: Record<string, number>;
  update: Record<string, number>;
  skip: number;
  errors: IssueGroup[];
  warnings: IssueGroup[];
  duplicates: Duplicate[];
  duplicate_count: number;
}

export interface ImportConflict {
  object_type: string;
  object_id: string;
  object_name?: string | null;
  field: string;
  now: unknown;
  undo_to: unknown;
  /** The kind of record that refers to this one, which therefore stays. */
  used_by?: string | null;
}

export interface ImportResult {
  job?: string;
  /** Absent when the job was refused or undone. */
  read?: number;
  created?: Record<string, number>;
  updated?: Record<string, number>;
  skipped?: number;
  failed?: number;
  seconds?: number;
  peak_memory_bytes?: number;
  /** Why it was not done: a reason of the server's. */
  refused?: string;
  undone?: number;
  conflicts?: ImportConflict[];
}

export type ImportState = 'uploaded' | 'checking' | 'checked' | 'running' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone';
export type Mode = 'create' | 'update' | 'both';
export type Duplicates = 'keep' | 'merge' | 'skip';

export interface ImportJob {
  id: string;
  state: ImportState;
  created_at?: string;
  files: ImportFile[];
  mode?: Mode;
  duplicates?: Duplicates;
  check?: ImportCheck | null;
  progress?: { done: number; total: number; rows_per_second: number; seconds_left: number | null } | null;
  result?: ImportResult | null;
  /** An undo that was stopped before its end. */
  undo?: { undone: number; left: number; conflicts: ImportConflict[] } | null;
  error?: { code: string; detail?: string } | null;
}

/** What the server is at: the rows, or what comes after the last of them. The job's own count stops at the rows. */
export function phaseOf(state: ImportState, progress: NonNullable<ImportJob['progress']>): 'rows' | 'placing' | 'finishing' {
  if (progress.total <= 0 || progress.done < progress.total) return 'rows';
  return state === 'running' ? 'placing' : 'finishing';
}

/** A conflict about a whole record rather than a field: which words explain it. */
export function wholeRecord(conflict: ImportConflict): 'in_use' | 'present' | 'gone' | null {
  if (conflict.field !== '') return null;
  return conflict.now === 'in_use' || conflict.now === 'present' ? conflict.now : 'gone';
}

/** The undo of a job that came to rest before its end: what is left can be undone later. */
export function stoppedUndo(job: Pick<ImportJob, 'state' | 'undo'>): NonNullable<ImportJob['undo']> | null {
  return job.undo && (job.state === 'cancelled' || job.state === 'failed') ? job.undo : null;
}

export function isBusy(state: ImportState): boolean {
  return state === 'checking' || state === 'running' || state === 'undoing';
}

/** Which of the four steps a job is at. */
export function stepOf(state: ImportState): 2 | 3 | 4 {
  switch (state) {
    case 'uploaded':
      return 2;
    case 'checking':
    case 'checked':
      return 3;
    case 'running':
    case 'done':
    case 'failed':
    case 'cancelled':
    case 'undoing':
    case 'undone':
      return 4;
  }
}

export function entityOf(file: ImportFile): Entity {
  const given = file.entity ?? '';
  return entities.find((entity) => entity === given || singular[entity] === given) ?? 'accounts';
}

export const singular: Record<Entity, string> = {
  accounts: 'account',
  contacts: 'contact',
  opportunities: 'opportunity',
  activities: 'activity',
  products: 'product',
  users: 'user',
};
