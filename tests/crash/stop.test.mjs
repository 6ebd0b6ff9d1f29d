// TRUST R-20: SIGTERM under load: whoever was heard is answered in full, nobody is cut off, and the server is gone within its limit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assert_in_order, assert_nothing_lost, compare } from './oracle.mjs';
import { count_of, open_life, start_load } from './lives.mjs';

const stops = count_of('STOPS', 3);
const drain_limit_ms = 10_000 + 2_000; // the time to drain, and for the process to end

let life;
before(async () => {
  life = await open_life();
});
after(() => life?.close());

test(`${stops} stops under load cut nobody off`, async (t) => {
  const took = [];
  for (let stop = 0; stop < stops; stop += 1) {
    const load = start_load(life, { writers: 16, seed: 20 + stop });
    load.go();
    assert.ok(await load.acknowledge(60), 'the load stands still');
    const began = performance.now();
    await life.book.server.stop(); // asserts that it ended with 0
    took.push(Math.round(performance.now() - began));
    await load.rest();
    await life.start();
    const attempts = load.attempts();
    await load.end();
    assert.deepEqual(attempts.filter(({ status }) => status === 'cut off'), []);
    const { lost, duplicate, wrong } = await compare(life.admin, attempts);
    assert_nothing_lost({ lost, duplicate, wrong }); // others wrote before: what is there beside is not this ledger's
    assert.ok(took.at(-1) < drain_limit_ms, `${took.at(-1)} ms`);
  }
  assert_in_order(life.db);
  t.diagnostic(`ended in ${took.join(', ')} ms`);
});
