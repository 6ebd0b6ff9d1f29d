// TRUST R-01: kill -9 under mixed writes of 16 writers. Whatever was acknowledged is there, once, and nothing else is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assert_in_order, assert_nothing_lost, bound, compare } from './oracle.mjs';
import { count_of, open_life, start_load } from './lives.mjs';

const kills = count_of('KILLS', 20);
const acks_a_kill = count_of('ACKS_A_KILL', 0); // 0: few, or some hundred
const seed = Number(process.env.WHEELHOUSE_SEED ?? 1);

let life;
let load;
before(async () => {
  life = await open_life();
  load = start_load(life, { writers: 16, seed });
});
after(async () => {
  await load?.end();
  await life?.close();
});

test(`${kills} kills under mixed writes lose nothing, double nothing, invent nothing`, async (t) => {
  const ready_ms = [];
  for (let kill = 0; kill < kills; kill += 1) {
    load.go();
    // At no particular moment: after a few answers, or after a few hundred.
    assert.ok(await load.acknowledge(acks_a_kill || 5 + ((kill * 37) % 150), 60_000), 'the load stands still');
    await life.kill();
    await load.rest();
    ready_ms.push(await life.start());
  }
  load.go();
  await load.acknowledge(50);
  await load.rest();
  const attempts = load.attempts();
  const refused = attempts.filter(({ outcome, status }) => outcome === 'failed' && status !== 'never sent');
  assert.deepEqual(refused, [], 'everything that the load asks for can be done');
  const found = await compare(life.admin, attempts);
  assert_nothing_lost(found);
  const chain = assert_in_order(life.db);
  const acknowledged = attempts.filter(({ outcome }) => outcome === 'ok').length;
  const unknown = attempts.filter(({ outcome }) => outcome === 'unknown').length;
  assert.ok(acknowledged > kills * 20, `${acknowledged}`);
  ready_ms.sort((a, b) => a - b);
  t.diagnostic(
    `${kills} kills, seed ${seed}: ${acknowledged} acknowledged, ${unknown} in doubt, ${chain.events} events; lost ${bound(kills)}; ` +
      `ready again in ${Math.round(ready_ms[Math.floor(ready_ms.length * 0.95)])} ms (95 of 100)`,
  );
});

// A test of the test: an oracle that is blind would be content with anything.
test('the oracle notices what is missing, added, doubled or changed', async () => {
  const attempts = load.attempts();
  const ok = (op, kind) => attempts.filter((a) => a.op === op && a.kind === kind && a.outcome === 'ok');
  const never_sent = { n: 1e9, op: 'create', kind: 'notes', marker: '01234567-89ab-7def-8123-456789abcdef', outcome: 'ok' };
  assert.equal((await compare(life.admin, [...attempts, never_sent])).lost.length, 1);
  const deleted = new Set(ok('delete', 'notes').map(({ marker }) => marker));
  const [note] = ok('create', 'notes').filter(({ marker }) => !deleted.has(marker));
  assert.equal((await compare(life.admin, attempts.filter(({ marker }) => marker !== note.marker))).unexpected.length, 1);
  const [changed] = ok('change', 'accounts').slice(-1);
  assert.ok((await compare(life.admin, attempts.filter(({ n }) => n !== changed.n))).wrong.length >= 1);
});
