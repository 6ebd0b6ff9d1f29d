// Errors as the server words them (RFC 9457), and the one place that turns any failure into a sentence.
import type { TFunction } from 'i18next';

export interface FieldProblem {
  pointer: string;
  code: string;
  detail: string;
}

interface Problem {
  status: number;
  code: string;
  detail?: string;
  errors?: FieldProblem[];
  request_id?: string;
  current?: unknown;
  [extra: string]: unknown;
}

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly fields: FieldProblem[];
  readonly requestId: string | null;
  /** With 412: the record as it stands now. */
  readonly current: unknown;
  readonly extra: Record<string, unknown>;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.code);
    this.name = 'ApiError';
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail ?? '';
    this.fields = problem.errors ?? [];
    this.requestId = problem.request_id ?? null;
    this.current = problem.current;
    this.extra = problem;
  }

  /** The sentence for one input field, by its JSON name ("name", "amount_minor"). */
  forField(name: string): string | undefined {
    return this.fields.find((field) => field.pointer === `/${name}`)?.detail;
  }
}

/** The request never reached the server, or its answer never came back. */
export class NetworkError extends Error {
  /** Something was asked for, nothing was to be kept. */
  readonly reading: boolean;

  constructor({ reading = false } = {}) {
    super('network');
    this.name = 'NetworkError';
    this.reading = reading;
  }
}

export async function errorFromAnswer(answer: Response): Promise<ApiError> {
  const fallback = { status: answer.status, code: codeOfStatus(answer.status) };
  try {
    const body = (await answer.json()) as Partial<Problem>;
    return new ApiError({ ...fallback, ...body, status: answer.status, code: body.code ?? fallback.code });
  } catch {
    return new ApiError(fallback);
  }
}

function codeOfStatus(status: number): string {
  switch (status) {
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
      return 'not_found';
    case 412:
      return 'stale';
    case 413:
      return 'too_large';
    case 429:
      return 'too_many_requests';
    case 502:
    case 503:
    case 504:
      return 'unavailable';
    default:
      return 'internal';
  }
}

export function errorText(error: unknown, t: TFunction): string {
  if (error instanceof NetworkError) {
    if (error.reading) return t(navigator.onLine ? 'common.unreachable_reading' : 'common.offline_reading');
    return t(navigator.onLine ? 'common.unreachable' : 'common.offline_error');
  }
  if (error instanceof ApiError) {
    if (error.detail) return error.detail;
    // What stands between us and the server answers without a number.
    const words = { ...error.extra, request_id: error.requestId ?? '–' };
    return t(`error.${error.code}`, { defaultValue: t('error.internal', words), ...words });
  }
  return t('common.unexpected');
}
