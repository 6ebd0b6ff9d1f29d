// TRUST R-19: the same create sent three times at once under one Idempotency-Key, and the server killed between: one effect, one answer.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { count_of, open_life } from './lives.mjs';

const triples = count_of('TRIPLES', 500, 300);
const at_once = 12;
const kills = count_of('TRIPLE_KILLS', 8, 5);

let life;
before(async () => {
  life = await open_life();
});
after(() => life?.close());

test(`${triples} triples with ${kills} kills between have one effect each`, async (t) => {
  let done = 0;
  let killed = 0;
  let interrupted = 0;
  let alive = Promise.resolve();
  // One of the three: until it has an answer, whatever happens to the server.
  const send = async (key, body) => {
    for (let tries = 0; ; tries += 1) {
      assert.ok(tries < 100, 'no answer after 100 tries');
      await alive;
      try {
        const answer = await life.admin.post('accounts', body, { 'Idempotency-Key': key });
        if (answer.status !== 409) return answer;
        assert.equal(answer.json.code, 'idempotency_in_flight', answer.text);
      } catch (error) {
        if (error.code === 'ERR_ASSERTION') throw error;
        interrupted += 1;
      }
      await pause(20);
    }
  };
  const one_triple = async (number) => {
    const key = randomUUID();
    const body = { name: `Triple ${number}`, external_id: key };
    const answers = await Promise.all([1, 2, 3].map(() => send(key, body)));
    for (const answer of answers) {
      assert.equal(answer.status, 201, answer.text);
      assert.deepEqual(answer.json, answers[0].json);
      assert.equal(answer.headers.location, answers[0].headers.location);
      assert.equal(answer.etag, answers[0].etag);
    }
    if (number % 50 === 0) {
      const other = await life.admin.post('accounts', { ...body, region: 'West' }, { 'Idempotency-Key': key }).catch(() => null);
      if (other) assert.equal(other.expect(422).json.code, 'idempotency_other_body');
    }
    done += 1;
  };
  let next = 0;
  const lane = async () => {
    while (next < triples) await one_triple((next += 1));
  };
  const killer = async () => {
    // Each at its share of the whole, so that what is done while a server starts does not use up a later kill.
    while (killed < kills) {
      while (done < triples && done < ((killed + 1) * triples) / (kills + 1)) await pause(5);
      if (done >= triples) return;
      alive = life.kill().then(() => life.start());
      await alive;
      killed += 1;
    }
  };
  await Promise.all([killer(), ...Array.from({ length: at_once }, lane)]);
  const names = (await life.admin.all('accounts?limit=200')).map(({ name }) => name);
  assert.equal(names.length, triples);
  assert.equal(new Set(names).size, triples);
  assert.ok(killed >= kills - 1, `${killed} kills`);
  assert.ok(interrupted > 0, 'no kill met anybody');
  t.diagnostic(`${triples} triples, ${killed} kills, ${interrupted} requests that had to be sent again`);
});
