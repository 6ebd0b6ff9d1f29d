// What people write on the way without a connection: quick notes and debriefs of calls. They wait in localStorage with
// their idempotency key, so that sending one twice creates it once, and go out in order when the line is back. Nothing
// else is queued: everything else needs the server's answer.
import { newKey, request } from './client';
import { ApiError, NetworkError } from './errors';
import { queryClient } from './queries';

export interface QueuedCapture {
  key: string;
  /** Where it goes; a quick note when absent. */
  path?: string;
  body: Record<string, unknown>;
  /** Set when the server refused it; kept until the person looks at it. */
  refused?: string;
}

const storageKey = 'wheelhouse.captures';
const changed = new EventTarget();
let snapshot: QueuedCapture[] | null = null;
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
  try {
    localStorage.setItem(storageKey, JSON.stringify(queue));
  } catch {
    // Storage is full or forbidden: the queue still lives as long as this tab.
  }
  changed.dispatchEvent(new Event('change'));
}

export function queuedCaptures(): QueuedCapture[] {
  snapshot ??= read();
  return snapshot;
}

export function onQueueChange(listener: () => void): () => void {
  const other = (event: StorageEvent) => {
    if (event.key !== storageKey) return;
    snapshot = read();
    listener();
  };
  changed.addEventListener('change', listener);
  window.addEventListener('storage', other);
  return () => {
    changed.removeEventListener('change', listener);
    window.removeEventListener('storage', other);
  };
}

export function enqueueCapture(body: Record<string, unknown>, key = newKey()): void {
  write([...queuedCaptures(), { key, body }]);
}

/** Keeps the debrief of a call until there is a line. */
export function enqueueDebrief(callId: string, body: Record<string, unknown>, key = newKey()): void {
  write([...queuedCaptures(), { key, path: `/calls/${callId}/debrief`, body }]);
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
  write(queuedCaptures().filter((item) => item.key !== key));
}

/** Sends what waits. Stops at the first network failure; a refusal is marked and does not block the rest. */
export async function sendQueued(): Promise<number> {
  if (sending) return 0;
  sending = true;
  let sent = 0;
  try {
    for (const item of queuedCaptures()) {
      if (item.refused) continue;
      try {
        await request(item.path ?? '/captures', { method: 'POST', body: item.body, idempotencyKey: item.key });
        dropCapture(item.key);
        sent += 1;
      } catch (error) {
        if (error instanceof NetworkError) break;
        if (error instanceof ApiError && error.status === 401) break;
        if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429) {
          const refused = error.detail || error.code;
          write(queuedCaptures().map((other) => (other.key === item.key ? { ...other, refused } : other)));
          continue;
        }
        break;
      }
    }
  } finally {
    sending = false;
  }
  if (sent > 0) void queryClient.invalidateQueries();
  return sent;
}
