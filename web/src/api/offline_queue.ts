// What people write on the way without a connection: quick notes and debriefs of calls. They wait in localStorage with
// their idempotency key, so that sending one twice creates it once, and go out in order when the line is back. Nothing
// else is queued: everything else needs the server's answer. Each entry names who wrote it: on a shared device nobody
// sends, or sees, what another person wrote.
import { newKey, request } from './client';
import { ApiError, NetworkError } from './errors';
import { onOwnerChange, ownerId } from './owner';
import { queryClient } from './queries';
import type { Page, SearchItem, Session } from './types';

export interface QueuedCapture {
  key: string;
  /** Where it goes; a quick note when absent. */
  path?: string;
  body: Record<string, unknown>;
  /** Who wrote it. */
  user?: string;
  /** A customer's name that was typed without a line and is yet to be found in the book. */
  accountName?: string;
  /** The form it was written in, so that it can be opened again. */
  form?: unknown;
  /** The field that the server refused, by its JSON name. */
  field?: string;
  /** Set when the server refused it; kept until the person looks at it. */
  refused?: string;
}

const storageKey = 'wheelhouse.captures';
const changed = new EventTarget();
let snapshot: QueuedCapture[] | null = null; // everybody's
let mine: QueuedCapture[] | null = null;
let sending = false;

function read(): QueuedCapture[] {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '[]') as QueuedCapture[];
  } catch {
    return [];
  }
}

function write(queue: QueuedCapture[]): void {
  snapshot = queue;
  mine = null;
  try {
    localStorage.setItem(storageKey, JSON.stringify(queue));
  } catch {
    // Storage is full or forbidden: the queue still lives as long as this tab.
  }
  changed.dispatchEvent(new Event('change'));
}

function everything(): QueuedCapture[] {
  snapshot ??= read();
  return snapshot;
}

/** What the person who is signed in wrote. */
export function queuedCaptures(): QueuedCapture[] {
  const user = ownerId();
  mine ??= user ? everything().filter((item) => item.user === user) : [];
  return mine;
}

onOwnerChange(() => {
  mine = null;
  changed.dispatchEvent(new Event('change'));
});

export function onQueueChange(listener: () => void): () => void {
  const other = (event: StorageEvent) => {
    if (event.key !== storageKey) return;
    snapshot = read();
    mine = null;
    listener();
  };
  changed.addEventListener('change', listener);
  window.addEventListener('storage', other);
  return () => {
    changed.removeEventListener('change', listener);
    window.removeEventListener('storage', other);
  };
}

export function enqueueCapture(body: Record<string, unknown>, key = newKey(), more: Pick<QueuedCapture, 'accountName' | 'form'> = {}): void {
  write([...everything(), { key, user: ownerId(), body, ...more }]);
}

/** Keeps the debrief of a call until there is a line. */
export function enqueueDebrief(callId: string, body: Record<string, unknown>, key = newKey(), form?: unknown): void {
  write([...everything(), { key, user: ownerId(), form, path: `/calls/${callId}/debrief`, body }]);
}

const typedFields: ReadonlySet<string> = new Set(['text', 'quote', 'summary', 'answer', 'observations', 'reason']);

/** Everything a person typed into it, a line each: what is copied when the server refuses it. */
export function typedWords(value: unknown): string {
  const words: string[] = [];
  const visit = (inner: unknown): void => {
    if (Array.isArray(inner)) inner.forEach(visit);
    else if (typeof inner === 'object' && inner !== null) {
      for (const [name, part] of Object.entries(inner)) {
        if (typeof part === 'string' && typedFields.has(name) && part.trim()) words.push(part.trim());
        else visit(part);
      }
    }
  };
  visit(value);
  return [...new Set(words)].join('\n');
}

export function dropCapture(key: string): void {
  write(everything().filter((item) => item.key !== key));
}

/** Of whoever is signed in; what others wrote waits for them. */
export function dropOwnCaptures(): void {
  const user = ownerId();
  if (user && queuedCaptures().length > 0) write(everything().filter((item) => item.user !== user));
}

/** The one customer of exactly this name, if there is one. */
async function accountNamed(name: string): Promise<string | null> {
  const { body } = await request<Pick<Page<SearchItem>, 'items'>>('/search', { query: { q: name, kinds: 'account', limit: 8 } });
  const same = body.items.filter((item) => item.name.trim() === name.trim());
  return same.length === 1 ? (same[0]?.id ?? null) : null;
}

function refuse(key: string, refused: string, field?: string): void {
  write(everything().map((other) => (other.key === key ? { ...other, refused, field } : other)));
}

/** Sends what waits. Stops at the first network failure; a refusal is marked and does not block the rest. */
export async function sendQueued(): Promise<number> {
  if (sending) return 0;
  sending = true;
  let sent = 0;
  try {
    const waiting = queuedCaptures().filter((item) => !item.refused);
    const user = ownerId();
    // Another tab may have signed somebody else in: the session that would send these must be their writer's.
    if (waiting.length === 0 || (await request<Session>('/session')).body.user.id !== user) return 0;
    for (const item of waiting) {
      if (ownerId() !== user) break;
      try {
        const found = item.accountName ? await accountNamed(item.accountName) : null;
        if (item.accountName && !found) {
          refuse(item.key, item.accountName, 'account_id');
          continue;
        }
        await request(item.path ?? '/captures', { method: 'POST', body: found ? { ...item.body, account_id: found } : item.body, idempotencyKey: item.key });
        dropCapture(item.key);
        sent += 1;
      } catch (error) {
        if (error instanceof NetworkError) break;
        if (error instanceof ApiError && error.status === 401) break;
        if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429) {
          const first = error.fields[0];
          refuse(item.key, first?.detail || error.detail || error.code, first?.pointer.split('/')[1]);
          continue;
        }
        break;
      }
    }
  } catch {
    // No line, or nobody signed in: everything waits.
  } finally {
    sending = false;
  }
  if (sent > 0) void queryClient.invalidateQueries();
  return sent;
}
