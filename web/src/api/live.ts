// Live changes. One event stream per browser: the tab that holds the lock listens to the server and passes every
// event to the other tabs. Without Web Locks (old browsers, plain http) each tab listens for itself.
import { base } from './client';
import { queryClient, refresh, positionCollections } from './queries';
import type { ChangeEvent, JobEvent } from './types';

export type LiveEvent = { type: 'change'; data: ChangeEvent } | { type: 'job'; data: JobEvent };
type Listener = (event: LiveEvent) => void;

const collectionOf: Record<string, string> = {
  account: 'accounts',
  contact: 'contacts',
  opportunity: 'opportunities',
  product: 'products',
  competitor: 'competitors',
  call: 'calls',
  commitment: 'commitments',
  next_step: 'next_steps',
  note: 'notes',
  evidence: 'evidence',
  stage_event: 'stage_events',
  problem: 'problems',
  need: 'needs',
  need_quote: 'need_quotes',
  question_template: 'question_templates',
  question: 'questions',
  feature: 'features',
  statement: 'statements',
  statement_use: 'statement_uses',
  solution_part: 'solution_parts',
  objection: 'objections',
  criterion: 'criteria',
  criterion_score: 'criterion_scores',
  value_item: 'value_items',
  value_case: 'value_cases',
  buyer_profile: 'buyer_profiles',
  account_member: 'account_members',
  share: 'shares',
  game_rule: 'game_rules',
  seller_issue: 'seller_issues',
  triangle: 'triangles',
  service_reminder: 'service_reminders',
  remorse_signal: 'remorse_signals',
  delivery_item: 'delivery_items',
  reframe_card: 'reframe_cards',
  development_goal: 'development_goals',
  contact_benefit: 'contact_benefits',
  attachment: 'attachments',
  user: 'users',
  team: 'teams',
};

const listeners = new Set<Listener>();
const settle = 250; // an import raises thousands of events; views are refreshed at most this often (ms)
let waiting: ReturnType<typeof setTimeout> | undefined;
const touched = new Set<string>();

/** Hear every live event, e.g. to let a dot travel. */
export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function deliver(event: LiveEvent): void {
  for (const listener of listeners) listener(event);
  if (event.type === 'job') {
    void queryClient.invalidateQueries({ queryKey: ['imports'] });
    return;
  }
  touched.add(collectionOf[event.data.object_type] ?? event.data.object_type);
  for (const collection of positionCollections) touched.add(collection);
  waiting ??= setTimeout(() => {
    waiting = undefined;
    refresh(queryClient, ...touched);
    touched.clear();
  }, settle);
}

function listenToServer(forward: Listener): () => void {
  const source = new EventSource(`${base}/events`);
  const parse = (type: 'change' | 'job') => (message: MessageEvent<string>) => {
    try {
      forward({ type, data: JSON.parse(message.data) } as LiveEvent);
    } catch {
      // An event this version cannot read: the next refresh brings its effect anyway.
    }
  };
  source.addEventListener('change', parse('change'));
  source.addEventListener('job', parse('job'));
  let opened = false;
  source.addEventListener('open', () => {
    // What happened while the line was down is unknown: load again.
    if (opened) void queryClient.invalidateQueries();
    opened = true;
  });
  return () => source.close();
}

/** Starts listening; the answer stops it. Call once, when somebody is signed in. */
export function startLive(): () => void {
  if (typeof BroadcastChannel === 'undefined' || !navigator.locks) return listenToServer(deliver);
  const channel = new BroadcastChannel('wheelhouse.live');
  const stopped = new AbortController();
  channel.onmessage = (message: MessageEvent<LiveEvent>) => deliver(message.data);
  void navigator.locks
    .request('wheelhouse.live', { signal: stopped.signal }, () => {
      const close = listenToServer((event) => {
        channel.postMessage(event);
        deliver(event);
      });
      return new Promise<void>((release) => {
        stopped.signal.addEventListener('abort', () => {
          close();
          release();
        });
      });
    })
    .catch(() => undefined); // aborted while still waiting for the lock
  return () => {
    stopped.abort();
    channel.close();
  };
}
