// Several servers over one PostgreSQL: whichever a browser happens to reach, it is the same book.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { add_person, open_book, password } from '../support/book.mjs';
import { Client } from '../support/client.mjs';
import { without_postgres } from '../support/postgres.mjs';
import { run_json } from '../support/program.mjs';

const skip = without_postgres;
let book;
let second;
before(async () => {
  if (skip) return;
  book = await open_book({ postgres: true });
  second = await book.start_another();
});
after(async () => {
  await second?.stop();
  await book?.close();
});

// The same person at the other server: a session is the book's, not a server's.
function beside(client) {
  const other = new Client(second.origin);
  other.cookies = client.cookies;
  return other;
}

// What a client's stream says, as it comes.
function listen(client, origin) {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const stream = { heard: [], ended: false };
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL('/api/v1/events', origin), { headers: { Cookie: cookie } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`events: ${answer.statusCode}`));
      answer.setEncoding('utf8').on('error', () => {});
      answer.on('close', () => (stream.ended = true));
      answer.on('data', (text) => {
        for (const [, json] of text.matchAll(/^data: (.*)$/gm)) stream.heard.push(JSON.parse(json));
      });
      resolve(Object.assign(stream, { close: () => outgoing.destroy() }));
    });
    outgoing.on('error', reject).end();
  });
}

async function wait_until(holds, limit_ms = 10_000) {
  for (const limit = Date.now() + limit_ms; !(await holds()) && Date.now() < limit; ) await pause(20);
  assert.ok(await holds());
}

test('a change through one server is seen and heard at the other, by those who may', { skip }, async () => {
  const streams = {
    manager: await listen(book.manager, second.origin),
    seller: await listen(book.seller, second.origin),
    stranger: await listen(book.stranger, second.origin),
  };
  const account = (await book.seller.post('accounts', { name: 'Blue Harbour' })).expect(201).json;
  assert.equal((await beside(book.seller).get(`accounts/${account.id}`)).expect(200).json.name, 'Blue Harbour');
  for (const who of ['manager', 'seller']) await wait_until(() => streams[who].heard.some((notice) => notice.object_id === account.id));
  // A change of the stranger's own comes after it on the same channel: by then the first would have been heard.
  const own = (await book.stranger.post('accounts', { name: 'Own' })).expect(201).json;
  await wait_until(() => streams.stranger.heard.some((notice) => notice.object_id === own.id));
  assert.ok(!JSON.stringify(streams.stranger.heard).includes(account.id));
  // Ids and kinds travel, names do not.
  assert.ok(!JSON.stringify(streams.manager.heard).includes('Blue Harbour'));

  // And back: changed at the other, with the version of the first.
  const version = { 'If-Match': `"${account.version}"` };
  const renamed = (await beside(book.seller).patch(`accounts/${account.id}`, { name: 'Blue Harbor' }, version)).expect(200);
  assert.equal((await book.seller.get(`accounts/${account.id}`)).json.name, 'Blue Harbor');
  (await book.seller.patch(`accounts/${account.id}`, { name: 'Late' }, version)).expect(412);
  (await book.seller.post('undo', { change_id: renamed.undo_id })).expect(200);
  assert.equal((await beside(book.seller).get(`accounts/${account.id}`)).json.name, 'Blue Harbour');
  for (const stream of Object.values(streams)) stream.close();
});

test('one request sent to both servers happens once', { skip }, async () => {
  const key = randomUUID();
  const body = { name: 'Once only' };
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => (i % 2 ? book.seller : beside(book.seller)).post('accounts', body, { 'Idempotency-Key': key })),
  );
  const ids = new Set(answers.map((answer) => answer.expect(201).json.id));
  assert.equal(ids.size, 1);
  const found = (await book.seller.all('accounts?q=Once')).filter((account) => account.name === 'Once only');
  assert.equal(found.length, 1);
});

test('writers at both servers lose nothing, and the history stays one chain', { skip }, async () => {
  const before_it = (await book.seller.all('accounts')).length;
  const other = beside(book.seller);
  const answers = await Promise.all(
    Array.from({ length: 120 }, (_, i) => (i % 2 ? book.seller : other).post('accounts', { name: `Many ${i}` })),
  );
  assert.equal(new Set(answers.map((answer) => answer.expect(201).json.id)).size, 120);
  assert.equal((await other.all('accounts')).length, before_it + 120);
  const { checks } = run_json(['doctor', '--json', '--db', book.database]);
  assert.deepEqual(
    checks.filter(({ state }) => state !== 'passed'),
    [],
  );
});

test('whoever is signed out or disabled at one server is out at the other at once', { skip }, async () => {
  const person = await add_person(book, { name: 'Ned Next', email: 'ned@example.com', role: 'seller' });
  const other = beside(person);
  (await other.get('accounts')).expect(200);
  const stream = await listen(person, second.origin);
  const { json: user, etag } = (await book.admin.get(`users/${person.user.id}`)).expect(200);
  (await book.admin.patch(`users/${user.id}`, { disabled: true }, { 'If-Match': etag })).expect(200);
  await wait_until(async () => (await other.get('accounts')).status === 401, 1_000);
  await wait_until(() => stream.ended, 1_000);

  const leaving = await add_person(book, { name: 'Lea Leaving', email: 'lea@example.com', role: 'seller' });
  const cookies = new Map(leaving.cookies);
  const beside_her = beside(leaving);
  beside_her.cookies = cookies;
  (await beside_her.get('accounts')).expect(200);
  (await leaving.delete('session')).expect(204);
  await wait_until(async () => (await beside_her.get('accounts')).status === 401, 1_000);
});

test('connections that are cut come back by themselves', { skip }, async () => {
  const account = (await book.seller.post('accounts', { name: 'Before the cut' })).expect(201).json;
  const stream = await listen(book.manager, second.origin);
  book.schema.cut_connections();
  for (const client of [book.seller, beside(book.seller)])
    await wait_until(async () => (await client.get(`accounts/${account.id}`)).status === 200);
  await wait_until(async () => (await book.seller.post('notes', { account_id: account.id, text: 'After' })).status === 201);
  // What was said meanwhile may have been missed: the stream ends, and the browser comes back and asks for what it shows.
  await wait_until(() => stream.ended);
  await wait_until(async () => {
    const again = await listen(book.manager, second.origin);
    const note = (await book.seller.post('notes', { account_id: account.id, text: 'Heard' })).expect(201).json;
    for (let i = 0; i < 50 && !again.heard.some((notice) => notice.object_id === note.id); i += 1) await pause(20);
    again.close();
    return again.heard.some((notice) => notice.object_id === note.id);
  });
});

test('wrong passwords are counted for all servers together', { skip }, async () => {
  const wrong = { email: 'mia@example.com', password: 'not the password at all' };
  const right = { email: 'mia@example.com', password };
  const one = new Client(book.origin);
  const other = new Client(second.origin);
  let answer;
  for (let tries = 0; tries < 12 && answer?.status !== 429; tries += 1) answer = await one.post('session', wrong);
  answer.expect(429);
  const there = (await other.post('session', wrong)).expect(429); // where nobody has guessed yet
  assert.equal(there.json.code, 'too_many_requests');
  await wait_until(async () => (await other.post('session', right)).status === 200, 60_000);
  (await one.post('session', wrong)).expect(401); // which wiped the slate at both
  (await one.post('session', right)).expect(200);
  one.close();
  other.close();
});

test('a stream ends when its session has expired', { skip }, async () => {
  const person = await add_person(book, { name: 'Eli Ends', email: 'eli@example.com', role: 'seller' });
  const soon = Date.now() + 3000;
  book.schema.sql(`UPDATE session SET expires_at = ${soon} WHERE user_id = '${person.user.id}'`);
  const stream = await listen(person, second.origin);
  await wait_until(() => stream.ended, 25_000);
  assert.ok(Date.now() >= soon, 'not before its time');
  (await beside(person).get('session')).expect(401);
});

// Last: one server less.
test('a server that is killed takes nothing along, the other goes on', { skip }, async () => {
  const acknowledged = [];
  const writing = (async () => {
    for (let i = 0; ; i += 1) {
      const answer = await book.seller.post('accounts', { name: `Kept ${i}` }).catch(() => null);
      if (!answer) return;
      if (answer.status === 201) acknowledged.push(answer.json.id);
    }
  })();
  await wait_until(() => acknowledged.length > 20);
  await book.server.kill();
  await writing;
  const other = beside(book.seller);
  for (const id of acknowledged) (await other.get(`accounts/${id}`)).expect(200);
  (await other.post('accounts', { name: 'Goes on' })).expect(201);
  const { checks } = run_json(['doctor', '--json', '--db', book.database]);
  assert.deepEqual(
    checks.filter(({ state }) => state !== 'passed'),
    [],
  );
  // For close(): the book's server is the one that still stands.
  book.server = second;
  second = null;
});
