// What must be over when access is over: streams, sessions and rights, whichever way the change came about.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { add_person, open_book, password } from '../support/book.mjs';
import { assert_problem } from '../support/cases.mjs';
import { Client } from '../support/client.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

// An open event stream of `client`: { ended: a promise of the moment it ended, close }.
function open_stream(client) {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL('/api/v1/events', book.origin), { headers: { Cookie: cookie } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`events: ${answer.statusCode}`));
      const ended = new Promise((end) => answer.on('close', () => end(Date.now())));
      answer.on('error', () => {}).resume();
      resolve({ ended, close: () => outgoing.destroy() });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

async function assert_ends_within_a_second(stream, since) {
  const limit = new Promise((resolve) => setTimeout(() => resolve(null), 3000).unref());
  const at = await Promise.race([stream.ended, limit]);
  stream.close();
  assert.ok(at !== null && at - since < 1000, `ended after ${at === null ? 'more than 3000' : at - since} ms`);
}

test('streams end when their person is disabled, signs out or ends the session', async () => {
  const person = await add_person(book, { name: 'Eva Events', email: 'eva@example.com', role: 'seller' });
  const sign_in = async () => (await person.post('session', { email: 'eva@example.com', password })).expect(200);

  let stream = await open_stream(person);
  let since = Date.now();
  (await person.delete('session')).expect(204);
  await assert_ends_within_a_second(stream, since);

  await sign_in();
  stream = await open_stream(person);
  since = Date.now();
  const list = (await person.get('sessions')).expect(200).json.items;
  (await person.post(`sessions/${list.find((entry) => entry.current).id}/end`, { current: password })).expect(204);
  await assert_ends_within_a_second(stream, since);
  (await person.get('session')).expect(401);

  await sign_in();
  stream = await open_stream(person);
  const bystander = await open_stream(book.seller);
  since = Date.now();
  (await book.admin.delete(`users/${person.user.id}`, { 'If-Match': '*' })).expect(200);
  await assert_ends_within_a_second(stream, since);
  await assert.rejects(open_stream(person), /401/);
  const others = await Promise.race([bystander.ended, new Promise((resolve) => setTimeout(() => resolve('open'), 300))]);
  bystander.close();
  assert.equal(others, 'open');
});

test('an undone promotion is over at the next request', async () => {
  const person = await add_person(book, { name: 'Una Undone', email: 'una@example.com', role: 'seller' });
  const may = async () => (await person.get('session')).expect(200).json.permissions.includes('manage_users');
  const promoted = (await book.admin.patch(`users/${person.user.id}`, { role: 'admin' }, { 'If-Match': '*' })).expect(200);
  assert.equal(await may(), true);
  (await book.admin.post('undo', { change_id: promoted.headers['x-undo-id'] })).expect(200);
  assert.equal(await may(), false);
  (await person.post('teams', { name: 'Mine' })).expect(403);
});

test('a manager sees a newcomer to the team at once, and no longer sees who left', async () => {
  const newcomer = await add_person(book, { name: 'Nia New', email: 'nia@example.com', role: 'seller' });
  const account = (await newcomer.post('accounts', { name: 'Newcomer Ltd' })).expect(201).json;
  (await book.manager.get(`accounts/${account.id}`)).expect(404);
  (await book.admin.patch(`users/${newcomer.user.id}`, { team_id: book.north.id }, { 'If-Match': '*' })).expect(200);
  (await book.manager.get(`accounts/${account.id}`)).expect(200);
  (await book.admin.patch(`users/${newcomer.user.id}`, { team_id: book.south.id }, { 'If-Match': '*' })).expect(200);
  (await book.manager.get(`accounts/${account.id}`)).expect(404);
});

test('a new password ends the sessions elsewhere and keeps this one', async () => {
  const here = await add_person(book, { name: 'Pam Places', email: 'pam@example.com', role: 'seller' });
  const elsewhere = new Client(book.origin);
  (await elsewhere.post('session', { email: 'pam@example.com', password })).expect(200);
  (await here.post('password', { current: password, new_password: 'a new and longer phrase' })).expect(204);
  (await here.get('session')).expect(200);
  (await elsewhere.get('session')).expect(401);
  elsewhere.close();
});

test('a refused sign-in says how long to wait, in the header and in the body', async () => {
  const client = new Client(book.origin);
  let answer;
  // A guess takes its time where the machine is busy: then the first waits are over before the next one.
  for (let i = 0; i < 12 && answer?.status !== 429; i += 1)
    answer = await client.post('session', { email: 'nobody@example.com', password: `guess ${i}` });
  answer.expect(429);
  assert_problem(answer);
  assert.equal(answer.json.code, 'too_many_requests');
  assert.ok(answer.json.retry_after_seconds >= 1);
  assert.equal(String(answer.json.retry_after_seconds), answer.headers['retry-after']);
  client.close();
});

test('many sign-ins at once are served or told to wait, and nothing else stands still', async () => {
  const before_burst = Date.now();
  const burst = Array.from({ length: 40 }, (_, i) => {
    const client = new Client(book.origin);
    return client
      .post('session', { email: `burst${i}@example.com`, password: 'not a password of anybody' })
      .finally(() => client.close());
  });
  (await book.admin.get('accounts')).expect(200);
  const list_took = Date.now() - before_burst;
  const statuses = (await Promise.all(burst)).map((answer) => answer.status);
  const burst_took = Date.now() - before_burst;
  assert.ok(
    statuses.every((status) => status === 401 || status === 429),
    statuses.join(),
  );
  assert.ok(list_took < burst_took, `a list took ${list_took} ms of the burst's ${burst_took} ms`);
});

test('a restart forgets no wrong password', async () => {
  const wrong = { email: 'vic@example.com', password: 'not the password at all' };
  const client = new Client(book.origin);
  for (let refused = 0; refused < 6; ) {
    const answer = (await client.post('session', wrong)).expect(401, 429);
    if (answer.status === 401) refused += 1;
    else await new Promise((resolve) => setTimeout(resolve, answer.json.retry_after_seconds * 1000));
  }
  client.close();
  await book.restart();
  // The wait of four seconds may be over by now; the next one is of eight, where a server that had forgotten would give three tries more.
  const after = new Client(book.origin);
  const statuses = [];
  for (let tries = 0; tries < 2; tries += 1) statuses.push((await after.post('session', wrong)).status);
  assert.ok(statuses.includes(429), `${statuses}`);
  after.close();
});
