// One door to the server. Adds what every request must carry (language, JSON, idempotency key, If-Match),
// turns refusals into ApiError, and reports the change id of a write so that it can be undone.
import { dropEarly, takeEarly } from './early';
import { errorFromAnswer, NetworkError } from './errors';

export const base = '/api/v1';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** A file body; sent as it is. */
  raw?: Blob;
  headers?: Record<string, string>;
  query?: Query;
  version?: number;
  /** Repeating a create with the same key is safe; made up when absent. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export type QueryValue = string | number | boolean | null | undefined;
export type Query = Record<string, QueryValue>;

export interface Answer<Body> {
  body: Body;
  undoId: string | null;
}

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/** Called whenever the server says nobody is signed in. */
export function onSignedOut(listener: Listener): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

export function newKey(): string {
  // randomUUID exists only in secure contexts; a book served on a plain LAN address must work as well.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function address(path: string, query?: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `${base}${path}${text ? `?${text}` : ''}`;
}

export async function request<Body>(path: string, options: RequestOptions = {}): Promise<Answer<Body>> {
  const method = options.method ?? 'GET';
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'Accept-Language': document.documentElement.lang || 'zh-CN',
    ...options.headers,
  };
  let body: BodyInit | undefined;
  if (options.raw) {
    body = options.raw;
    headers['Content-Type'] ??= options.raw.type || 'application/octet-stream';
  } else if (method !== 'GET') {
    headers['Content-Type'] = 'application/json';
    if (method !== 'DELETE' || options.body !== undefined) body = JSON.stringify(options.body ?? {});
  }
  if (method === 'POST') headers['Idempotency-Key'] = options.idempotencyKey ?? newKey();
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;

  if (method !== 'GET') dropEarly();
  let answer: Response;
  try {
    const where = address(path, options.query);
    const early = method === 'GET' ? takeEarly(where.slice(base.length)) : undefined;
    answer = await (early ?? fetch(where, { method, headers, body, signal: options.signal, credentials: 'same-origin' }));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new NetworkError({ reading: method === 'GET' });
  }
  if (!answer.ok) {
    const problem = await errorFromAnswer(answer);
    if (problem.status === 401 && problem.code !== 'bad_credentials') for (const listener of signedOutListeners) listener();
    throw problem;
  }
  const undoId = answer.headers.get('X-Undo-Id');
  if (answer.status === 204 || answer.headers.get('Content-Length') === '0') return { body: undefined as Body, undoId };
  const text = await answer.text();
  return { body: (text ? JSON.parse(text) : undefined) as Body, undoId };
}

export async function get<Body>(path: string, query?: Query, signal?: AbortSignal): Promise<Body> {
  return (await request<Body>(path, { query, signal })).body;
}
