// Answers kept for a repeat are gone after their 24 hours, of every workspace, and those that may still be asked for stay. On PostgreSQL,
// where a test can make them older than they are.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { open_book } from '../support/book.mjs';
import { without_postgres } from '../support/postgres.mjs';

const skip = without_postgres;
let book;
before(async () => {
  if (!skip) book = await open_book({ people: false, postgres: true });
});
after(() => book?.close());

test('what no repeat can ask for any more is deleted', { skip }, async () => {
  const key = randomUUID();
  const made = (await book.admin.post('accounts', { name: 'Kept' }, { 'Idempotency-Key': key })).expect(201).json;
  // More than one slice, a day and a minute old, in two workspaces.
  book.schema.sql(`INSERT INTO idempotency
    SELECT 1 + g % 2, actor_id, 'old ' || g, request_hash, status, headers, body, created_at - 86460000 - g
    FROM idempotency, generate_series(1, 2500) g WHERE idempotency_key = '${key}'`);
  const old = () => Number(book.schema.sql("SELECT count(*) FROM idempotency WHERE idempotency_key LIKE 'old %'")[0]);
  assert.equal(old(), 2500);
  await book.restart(); // the first heartbeat, after 15 seconds, looks for them
  for (const limit = Date.now() + 60_000; old() > 0 && Date.now() < limit; ) await pause(500);
  assert.equal(old(), 0);
  const again = (await book.admin.post('accounts', { name: 'Kept' }, { 'Idempotency-Key': key })).expect(201).json;
  assert.equal(again.id, made.id);
});
