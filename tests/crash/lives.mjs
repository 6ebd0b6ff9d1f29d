// A book whose server is killed and started again, and the load on it. WHEELHOUSE_CRASH_SCALE multiplies counts for a release.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open_book } from '../support/book.mjs';
import { serve } from '../support/program.mjs';
import { read_ledger } from './ledger.mjs';

// Sanitizers make everything several times slower; the counts of TRUST are those of a plain build.
export const is_slow_build = Boolean(process.env.ASAN_OPTIONS || process.env.TSAN_OPTIONS);
export const count_of = (name, every_run, slow = every_run) =>
  Number(process.env[`WHEELHOUSE_${name}`] ?? (is_slow_build ? slow : every_run));

export async function open_life() {
  const book = await open_book({ people: false });
  const life = {
    book,
    db: book.database,
    admin: book.admin,
    start: async () => {
      const began = performance.now();
      book.server = await serve(['--db', book.database]);
      book.origin = book.server.origin;
      for (const client of book.clients) {
        client.agent.destroy();
        client.agent = new client.agent.constructor(client.agent.options);
        client.origin = book.origin;
      }
      return performance.now() - began;
    },
    kill: () => book.server.kill(),
    cookie: () => [...book.admin.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    close: () => book.close(),
  };
  return life;
}

export function start_load(life, { writers = 16, seed = 1 } = {}) {
  const ledger = join(life.book.folder, `ledger-${seed}.jsonl`);
  const script = fileURLToPath(new URL('load_client.mjs', import.meta.url));
  const child = fork(script, [ledger, life.cookie(), String(writers), String(seed)]);
  const load = { acknowledged: 0, waiting: [] };
  child.on('message', (message) => {
    load.acknowledged = Math.max(load.acknowledged, message.acknowledged ?? 0);
    load.waiting = load.waiting.filter((check) => !check(message));
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const when = (condition, limit_ms) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), limit_ms);
      load.waiting.push((message) => {
        if (!condition(message)) return false;
        clearTimeout(timer);
        resolve(true);
        return true;
      });
    });
  load.go = () => child.send({ origin: life.book.origin });
  // Until so many more were acknowledged, or the time is over.
  load.acknowledge = (more, limit_ms = 20_000) => {
    const from = load.acknowledged;
    return when(({ acknowledged }) => acknowledged >= from + more, limit_ms);
  };
  load.rest = async () => {
    const resting = when((message) => message.resting, 60_000);
    child.send({ rest: true });
    if (!(await resting)) throw new Error('the load client did not come to rest');
  };
  load.attempts = () => read_ledger(ledger);
  load.end = async () => {
    if (child.connected) child.send({ end: true });
    await ended;
  };
  return load;
}
