// TRUST R-18: 64 clients change 100 hot records with If-Match: every success counts once, whoever is late is told so.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open_book } from '../support/book.mjs';
import { count_of, is_slow_build } from './lives.mjs';

const clients = 64;
const records = 100;
const changes = count_of('PATCHES', 10_000, 2_500);

let book;
before(async () => {
  book = await open_book({ people: false });
});
after(() => book?.close());

test(`${changes} changes of ${records} hot records by ${clients} at once`, async (t) => {
  const { admin } = book;
  const paths = [];
  for (let i = 0; i < records; i += 1) {
    const made = await admin.post('accounts', { name: `Hot ${i}`, employees: 0 });
    paths.push(`accounts/${made.expect(201).json.id}`);
  }
  const known = new Map(); // by path: what some client saw last; others may have changed it since
  let [sent, wins, stale, missing] = [0, 0, 0, 0];
  const look = async (path) => {
    const answer = (await admin.get(path)).expect(200);
    return { etag: answer.etag, employees: answer.json.employees };
  };
  const one_client = async (index) => {
    for (let i = index; sent < changes; i += 7) {
      sent += 1;
      const path = paths[i % records];
      const now = known.get(path) ?? (await look(path));
      if (sent % 50 === 0) {
        const answer = await admin.patch(path, { employees: 1 });
        assert.equal(answer.status, 428, answer.text);
        missing += 1;
        continue;
      }
      const answer = await admin.patch(path, { employees: now.employees + 1 }, { 'If-Match': now.etag });
      answer.expect(200, 412);
      if (answer.status === 200) {
        wins += 1;
        known.set(path, { etag: answer.etag, employees: answer.json.employees });
      } else {
        stale += 1;
        assert.equal(answer.json.code, 'stale');
        known.set(path, await look(path));
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => one_client(index)));
  let sum = 0;
  for (const path of paths) {
    const record = (await admin.get(path)).expect(200).json;
    assert.equal(record.version, record.employees + 1);
    sum += record.employees;
  }
  assert.equal(sum, wins);
  assert.ok(stale > changes / 100, `only ${stale} came late: they did not meet`);
  t.diagnostic(
    `${sent} sent, ${wins} written, ${stale} told that they were late, ${missing} that they named no version` +
      (is_slow_build ? ' (fewer, since this build is slow)' : ''),
  );
});
