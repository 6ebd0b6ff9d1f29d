// TRUST R-17: a PostgreSQL that leads is killed, cut off or stopped under load, and another takes over (deploy/ha). Whatever was
// acknowledged is there, once, and nothing else is; the control, which confirms before a second machine has it, must lose. Needs root
// and Debian's Patroni and etcd; run by tests/crash/release.sh alone. Times are reported, never asserted.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { password } from '../../support/book.mjs';
import { Client } from '../../support/client.mjs';
import { program, root, temporary_folder, token_of } from '../../support/program.mjs';
import { count_of, start_load } from '../lives.mjs';
import { assert_in_order, assert_nothing_lost, bound, compare } from '../oracle.mjs';

const failovers = count_of('FAILOVERS', 5);
const recovery_deadline_ms = 240_000; // against hanging
const databases = ['db1', 'db2', 'db3'];

const environment = {
  ...process.env,
  WHEELHOUSE_HA_FOLDER: `/tmp/wheelhouse-r17-${process.pid}`,
  WHEELHOUSE_HA_NET: '10.201.78',
  WHEELHOUSE_HA_NAME: 'whr17',
};
const script = join(root, 'deploy', 'ha', 'cluster.sh');

function cluster(...words) {
  const result = spawnSync(script, words, { env: environment, encoding: 'utf8', timeout: 300_000, stdio: ['ignore', 'pipe', 'pipe'] });
  return { ok: result.status === 0, out: result.stdout.trim(), why: result.stderr };
}
const sure = (answer) => (assert.ok(answer.ok, answer.why + answer.out), answer.out);

// Patroni's own word, asked of each. Nothing here may block: the loads report to this process.
const patroni = (node, path) =>
  fetch(`http://${environment.WHEELHOUSE_HA_NET}.1${node.slice(2)}:8008/${path}`, { signal: AbortSignal.timeout(2_000) });
async function leader_now() {
  const said = await Promise.all(databases.map((node) => patroni(node, 'primary').then(({ status }) => status === 200, () => false)));
  return databases.find((_, i) => said[i]);
}
async function is_whole(synchronous) {
  try {
    const { members } = await (await patroni(await leader_now(), 'cluster')).json();
    const follow = members.filter(({ role, state }) => role !== 'leader' && /running|streaming/.test(state));
    return follow.length === 2 && (!synchronous || follow.some(({ role }) => role === 'sync_standby'));
  } catch {
    return false;
  }
}

async function until(what, holds, limit_ms = recovery_deadline_ms) {
  const began = performance.now();
  for (;;) {
    const value = await holds();
    if (value) return value;
    assert.ok(performance.now() - began < limit_ms, `${what}: not within ${limit_ms / 1000} s`);
    await pause(200);
  }
}

// A set with its book, somebody signed in, and one load at each server.
async function raise(...options) {
  try {
    return await raise_set(options);
  } catch (error) {
    cluster('down');
    throw error;
  }
}

async function raise_set(options) {
  const lines = sure(cluster('up', '--program', program, ...options)).split('\n').map((line) => JSON.parse(line));
  const folder = temporary_folder();
  const admin = new Client(lines[0].listening);
  // Each server prints a link at its start, and the latest counts.
  const token = token_of(lines.at(-1).setup_link);
  const who = { token, locale: 'en', name: 'Ada', email: 'ada@example.com', password };
  (await admin.post('setup', { ...who, workspace_name: 'Two machines', currency: 'CNY', time_zone: 'UTC' })).expect(200, 201);
  const cookie = () => [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const lives = lines.map(({ listening: origin }) => ({ book: { folder: folder.path, origin }, cookie }));
  const set = {
    admin,
    lives,
    db: sure(cluster('url')),
    loads: [],
    begin: (seed) => (set.loads = lives.map((life, i) => start_load(life, { writers: 8, seed: seed + i }))),
    go: () => set.loads.forEach((load) => load.go()),
    acknowledged: () => set.loads.reduce((sum, load) => sum + load.acknowledged, 0),
    attempts: () => set.loads.flatMap((load) => load.attempts()),
    rest: () => Promise.all(set.loads.map((load) => load.rest())),
    is_whole: () => is_whole(!options.includes('--async')),
    lower: async () => {
      await Promise.all(set.loads.map((load) => load.end()));
      admin.close();
      cluster('down');
      folder.remove();
    },
  };
  return set;
}

const faults = {
  'kill -9': { strike: (node) => cluster('kill', node), mend: (node) => cluster('start', node) },
  'cut off from the others': { strike: (node) => cluster('cut', node), mend: (node) => cluster('heal', node) },
  'cut off from everybody': { strike: (node) => cluster('cut', node, 'all'), mend: (node) => cluster('heal', node) },
  // Its connections stay open and say nothing; only when it goes on, or is reset, do its clients learn that it is over.
  'stopped for 40 s': { strike: (node) => cluster('freeze', node), mend: (node) => cluster('thaw', node), mend_after_ms: 40_000 },
};

// Strikes the leader under load and waits until changes are acknowledged again. How long none was, in ms.
async function fail_over(set, name) {
  const { strike, mend, mend_after_ms } = faults[name];
  const from = set.acknowledged();
  await until('the load stands still', () => set.acknowledged() > from + 100);
  const leader = await until('nobody leads', leader_now);
  let [last, seen, longest] = [performance.now(), set.acknowledged(), 0];
  const watch = setInterval(() => {
    if (set.acknowledged() === seen) return;
    const now = performance.now();
    longest = Math.max(longest, now - last);
    [last, seen] = [now, set.acknowledged()];
  }, 50);
  sure(strike(leader));
  const struck = performance.now();
  const mended = mend_after_ms ? pause(mend_after_ms).then(() => sure(mend(leader))) : null;
  try {
    const next = await until('nobody else leads', async () => {
      const now = await leader_now();
      return now && now !== leader && now;
    });
    const promoted = Math.round(performance.now() - struck);
    await mended;
    const after = set.acknowledged();
    await until('nothing is acknowledged again', () => set.acknowledged() > after + 100);
    if (!mended) sure(mend(leader));
    await until('the set is not whole again', () => set.is_whole());
    // A node that came back leads nothing, and the set goes on without another change of leader.
    return { name, leader, next, promoted, outage: Math.round(longest) };
  } finally {
    clearInterval(watch);
  }
}

const may_divide = spawnSync('ip', ['netns', 'list']).status === 0 && process.getuid() === 0;
const skip = may_divide ? false : 'only root may make network namespaces';

test(`${failovers} failovers lose nothing, double nothing, invent nothing`, { skip, timeout: 3_600_000 }, async (t) => {
  const set = await raise();
  try {
    set.begin(170);
    set.go();
    const names = Object.keys(faults);
    const outages = [];
    for (let i = 0; i < failovers; i += 1) {
      const found = await fail_over(set, names[i % names.length]);
      outages.push(found.outage);
      const { name, leader, next, promoted, outage } = found;
      t.diagnostic(`${name}: ${leader} → ${next} in ${promoted} ms; nothing acknowledged for ${outage} ms`);
    }
    await set.rest();
    const attempts = set.attempts();
    const found = await compare(set.admin, attempts);
    assert_nothing_lost(found);
    const chain = assert_in_order(set.db);
    const count = (outcome) => attempts.filter((a) => a.outcome === outcome).length;
    const codes = {};
    for (const { code } of attempts) if (code) codes[code] = (codes[code] ?? 0) + 1;
    outages.sort((a, b) => a - b);
    t.diagnostic(
      `${failovers} failovers: ${count('ok')} acknowledged, ${count('unknown')} in doubt, ${chain.events} events; ` +
        `lost ${bound(failovers)}; outage ${outages[0]} to ${outages.at(-1)} ms; refused or in doubt: ${JSON.stringify(codes)}`,
    );
  } finally {
    await set.lower();
  }
});

// A process of one database, by what it calls itself.
function process_of(node, called) {
  const pids = spawnSync('ip', ['netns', 'pids', `whr17-${node}`], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
  return pids.filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(called);
    } catch {
      return false;
    }
  }).map(Number);
}

test('a commit of which nobody knows is told as such, and its repeat happens once', { skip, timeout: 600_000 }, async (t) => {
  const set = await raise();
  try {
    const leader = await until('nobody leads', leader_now);
    const socket = join(environment.WHEELHOUSE_HA_FOLDER, leader);
    const on_leader = (sql) => sure(cluster('exec', leader, 'psql', '-qAt', '-h', socket, '-d', 'postgres', '-c', sql));
    for (const [how, sql] of [
      ['the wait is given up', 'SELECT pg_cancel_backend(pid) FROM pg_stat_activity'],
      ['the connection ends', 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity'],
    ]) {
      await until('the set is not whole', () => set.is_whole());
      const receivers = databases.filter((node) => node !== leader).flatMap((node) => process_of(node, 'walreceiver'));
      assert.equal(receivers.length, 2);
      const key = randomUUID();
      const body = { name: `In doubt: ${how}`, external_id: key };
      for (const pid of receivers) process.kill(pid, 'SIGSTOP');
      let answer;
      try {
        const under_way = set.admin.post('accounts', body, { 'Idempotency-Key': key });
        await until('no commit waits', () => on_leader(`SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'`), 20_000);
        on_leader(`${sql} WHERE wait_event = 'SyncRep'`);
        answer = await under_way;
      } finally {
        for (const pid of receivers) process.kill(pid, 'SIGCONT');
      }
      assert.equal(answer.status, 503, answer.text);
      assert.equal(answer.json.code, 'unknown_outcome');
      const again = await until('the repeat is not answered', async () => {
        const repeat = await set.admin.post('accounts', body, { 'Idempotency-Key': key });
        return repeat.status !== 503 && repeat;
      });
      assert.equal(again.status, 201, again.text);
      const once = await set.admin.post('accounts', body, { 'Idempotency-Key': key });
      assert.equal(once.expect(201).json.id, again.json.id);
      const there = (await set.admin.all('accounts?limit=200')).filter((account) => account.external_id === key);
      assert.equal(there.length, 1);
      t.diagnostic(`${how}: 503 unknown_outcome, Retry-After ${answer.headers['retry-after'] ?? 'none'}, then 201 once`);
    }
    assert_in_order(set.db);
  } finally {
    await set.lower();
  }
});

// Without this, a test that is content with anything would look the same as one that sees.
test('the control, which confirms before a second machine has it, loses', { skip, timeout: 1_200_000 }, async (t) => {
  const set = await raise('--async');
  try {
    set.begin(180);
    set.go();
    const found = await fail_over(set, 'cut off from the others');
    await set.rest();
    const { lost, wrong } = await compare(set.admin, set.attempts());
    assert.ok(lost.length > 0, 'the control lost nothing: this test is blind');
    t.diagnostic(`lost ${lost.length} acknowledged records, ${wrong.length} say something older; outage ${found.outage} ms`);
  } finally {
    await set.lower();
  }
});
