// Every change is an event: who, when it was, when it was written, before, after. From it come audit and undo.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open_book } from '../support/book.mjs';
import { run_cases } from '../support/cases.mjs';

let book;
before(async () => {
  book = await open_book();
  book.account = (await book.seller.post('accounts', { name: 'Told Twice', region: 'East' })).expect(201).json;
});
after(() => book?.close());

const history_of = async (object, as = book.seller) => (await as.get(`history?object=${object}`)).expect(200).json.items;

test('a change says who, what before and what after', async () => {
  const { account } = book;
  (await book.seller.patch(`accounts/${account.id}`, { region: 'West' }, { 'If-Match': '*' })).expect(200);
  const [last, first] = await history_of(`account:${account.id}`);
  assert.equal(first.verb, 'create');
  assert.equal(last.verb, 'update');
  assert.equal(last.actor.name, 'Sam Seller');
  assert.equal(last.before.region, 'East');
  assert.equal(last.after.region, 'West');
  assert.ok(!('name' in last.after), 'only what changed');
  assert.ok(last.recorded_at);
});

test('an undo touches only what still stands as it was written', async () => {
  const one = (await book.seller.post('accounts', { name: 'Contested', city: 'A', region: 'A' })).expect(201);
  const path = `accounts/${one.json.id}`;
  const mine = (await book.seller.patch(path, { city: 'B', region: 'B' }, { 'If-Match': '*' })).expect(200);
  (await book.manager.patch(path, { city: 'C' }, { 'If-Match': '*' })).expect(200);
  const undone = (await book.seller.post('undo', { change_id: mine.undo_id })).expect(200).json;
  const now = (await book.seller.get(path)).json;
  assert.equal(now.region, 'A', 'nobody had touched it since');
  assert.equal(now.city, 'C', 'the manager wrote it later');
  assert.deepEqual(
    undone.conflicts.map(({ field, now: stands, undo_to }) => [field, stands, undo_to]),
    [['city', 'C', 'A']],
  );
});

test('undo, case by case', async (t) => {
  const mine = (await book.seller.post('accounts', { name: 'Mine' })).expect(201);
  const post = { method: 'POST', url: 'undo' };
  await run_cases(
    t,
    [
      { ...post, name: 'nobody', as: 'nobody', body: { change_id: mine.undo_id }, status: 401 },
      { ...post, name: 'viewer', as: 'viewer', body: { change_id: mine.undo_id }, status: 403 },
      { ...post, name: "someone else's change", as: 'stranger', body: { change_id: mine.undo_id }, status: [403, 404] },
      { ...post, name: 'no such change', as: 'seller', body: { change_id: '00000000-0000-7000-8000-000000000000' }, status: 404 },
      { ...post, name: 'no id', as: 'seller', body: { change_id: 'x' }, status: 422, pointer: '/change_id' },
      { ...post, name: 'without id', as: 'seller', body: {}, status: 422, pointer: '/change_id' },
      { ...post, name: 'ok', as: 'seller', body: { change_id: mine.undo_id }, status: 200 },
      { ...post, name: 'twice', as: 'seller', body: { change_id: mine.undo_id }, status: 409 },
    ],
    book,
  );
});

test('history shows what its reader may see', async (t) => {
  const { account } = book;
  await run_cases(
    t,
    [
      { name: 'nobody', as: 'nobody', url: `history?object=account:${account.id}`, status: 401 },
      {
        name: 'stranger',
        as: 'stranger',
        url: `history?object=account:${account.id}`,
        status: [200, 404],
        lacks: ['Told Twice', 'East'],
      },
      { name: 'stranger, all of it', as: 'stranger', url: 'history', status: [200, 403, 422], lacks: ['Told Twice'] },
      { name: 'manager of the team', as: 'manager', url: `history?object=account:${account.id}`, status: 200, contains: ['West'] },
      { name: 'no such kind', as: 'seller', url: 'history?object=password:1', status: [404, 422] },
      {
        name: 'secrets are no part of it',
        as: 'admin',
        url: 'history',
        status: [200, 422],
        lacks: ['argon2', 'password_hash', '"token'],
      },
    ],
    book,
  );
});

test('the timeline of an account tells its story, newest first', async () => {
  const { account } = book;
  (await book.seller.post('notes', { account_id: account.id, text: 'They count by hand.' })).expect(201);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');
  (await book.seller.post('calls', { account_id: account.id, subject: 'Visit', held_at: yesterday, status: 'held' })).expect(201);
  const { items } = (await book.seller.get(`accounts/${account.id}/timeline`)).expect(200).json;
  assert.ok(items.some((item) => item.kind === 'note'));
  assert.ok(items.some((item) => item.kind === 'call'));
  const times = items.map((item) => Date.parse(item.at));
  assert.deepEqual(
    times,
    [...times].sort((a, b) => b - a),
  );
  (await book.stranger.get(`accounts/${account.id}/timeline`)).expect(404);
});

test('live updates reach who may see them, and nobody else', async () => {
  const listen = (client) => {
    const events = [];
    return new Promise((resolve, reject) => {
      import('node:http').then(({ request }) => {
        const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const outgoing = request(
          new URL('/api/v1/events', book.origin),
          { headers: { Cookie: cookie, Accept: 'text/event-stream' } },
          (answer) => {
            if (answer.statusCode !== 200) return reject(new Error(`events: ${answer.statusCode}`));
            let text = '';
            answer.setEncoding('utf8').on('data', (part) => {
              text += part;
              events.splice(0, Infinity, ...text.split('\n\n').filter((block) => /^data:/m.test(block)));
            });
            answer.on('error', () => {});
            resolve({ events, close: () => outgoing.destroy() });
          },
        );
        outgoing.on('error', reject);
        outgoing.end();
      });
    });
  };
  const [mine, theirs] = [await listen(book.seller), await listen(book.stranger)];
  const { json } = (await book.seller.post('notes', { account_id: book.account.id, text: 'Live' })).expect(201);
  for (let i = 0; i < 100 && mine.events.length === 0; i += 1) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(
    mine.events.some((event) => event.includes(json.id) && event.includes('change')),
    mine.events.join('\n'),
  );
  assert.ok(!theirs.events.some((event) => event.includes(json.id)));
  mine.close();
  theirs.close();
  (await book.nobody.get('events')).expect(401);
});
