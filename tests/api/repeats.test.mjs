// A create sent twice under one Idempotency-Key happens once, whatever is created, and no secret waits in the book for the repeat.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { open_book } from '../support/book.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

const count = async (path) => (await book.admin.get(path)).expect(200).json.items.length;

// Sends the same twice: both answers, and how many more there are of `list` than before.
async function send_twice(path, body, list) {
  const key = { 'Idempotency-Key': randomUUID() };
  const had = await count(list);
  const first = await book.admin.post(path, body, key);
  const second = await book.admin.post(path, body, key);
  return { first, second, more: (await count(list)) - had, key };
}
const is_in_the_book = (secret) =>
  readdirSync(book.folder)
    .filter((name) => name.startsWith('book.db'))
    .some((name) => name !== 'book.db.sock' && readFileSync(join(book.folder, name)).includes(secret));

test('a team', async () => {
  const { first, second, more, key } = await send_twice('teams', { name: 'East' }, 'teams');
  assert.deepEqual([first.status, second.status, more], [201, 201, 1]);
  assert.deepEqual(second.json, first.json);
  assert.equal(second.headers.location, first.headers.location);
  const other = (await book.admin.post('teams', { name: 'West' }, key)).expect(422);
  assert.equal(other.json.code, 'idempotency_other_body');
});

test('a team that was refused may be sent again in the right words', async () => {
  const key = { 'Idempotency-Key': randomUUID() };
  (await book.admin.post('teams', { name: '' }, key)).expect(422);
  (await book.admin.post('teams', { name: 'Right words' }, key)).expect(201);
});

test('two at the same time make one', async () => {
  const key = { 'Idempotency-Key': randomUUID() };
  const had = await count('teams');
  const answers = await Promise.all([1, 2, 3, 4].map(() => book.admin.post('teams', { name: 'At once' }, key)));
  for (const answer of answers) answer.expect(201, 409);
  assert.equal((await count('teams')) - had, 1);
});

test('a person, whose invitation is shown once', async () => {
  const person = { name: 'Rita Repeat', email: 'rita@example.com', role: 'seller' };
  const { first, second, more } = await send_twice('users', person, 'users');
  assert.deepEqual([first.status, second.status, more], [201, 201, 1]);
  const { invite_link, ...rest } = first.json;
  assert.ok(invite_link.includes('token='));
  assert.deepEqual(second.json, { ...rest, invite_link: null });
  assert.ok(!is_in_the_book(invite_link.split('token=')[1]));
});

test('a link for a new password', async () => {
  const key = { 'Idempotency-Key': randomUUID() };
  const path = `users/${book.seller.user.id}/reset`;
  const first = (await book.admin.post(path, {}, key)).expect(200);
  const second = (await book.admin.post(path, {}, key)).expect(200);
  assert.ok(first.json.link.includes('token='));
  assert.deepEqual(second.json, { link: null, is_invitation: false });
});

test('a key for programs, which is shown once', async () => {
  const { first, second, more } = await send_twice('keys', { label: 'Cash desk', scope: 'read' }, 'keys');
  assert.deepEqual([first.status, second.status, more], [201, 201, 1]);
  assert.deepEqual(second.json, { ...first.json, key: null });
  assert.ok(!is_in_the_book(first.json.key));
});

test('an upload', async () => {
  const headers = { 'X-File-Name': 'list.csv', 'Content-Type': 'application/octet-stream', 'Idempotency-Key': randomUUID() };
  const had = await count('imports');
  const send = (text) => book.admin.post('imports', Buffer.from(text), headers);
  const first = (await send('Account Name\nOne\n')).expect(201);
  const second = (await send('Account Name\nOne\n')).expect(201);
  assert.equal(second.json.id, first.json.id);
  assert.equal((await count('imports')) - had, 1);
  assert.equal((await send('Account Name\nTwo\n')).expect(422).json.code, 'idempotency_other_body');
});
