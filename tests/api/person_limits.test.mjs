// What one person may ask in a while: far above a person at a screen, and the end of a script that drains or fills the book.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open_book } from '../support/book.mjs';
import { assert_problem } from '../support/cases.mjs';

let book;
before(async () => {
  book = await open_book({ serve_with: ['--person-limits', 'on'] });
});
after(() => book?.close());

const until_refused = async (most, ask) => {
  for (let done = 0; done < most; done += 1) {
    const answer = await ask(done);
    if (answer.status === 429) return { done, answer };
  }
  throw new Error(`${most} went through`);
};

test('exports are counted by person: the one too many gets a sentence and a time, and holds up nobody else', async () => {
  const path = 'export?entity=accounts&format=csv';
  const { done, answer } = await until_refused(60, () => book.manager.get(path));
  assert.ok(done >= 30 && done < 45, `${done} exports went through`);
  assert_problem(answer);
  assert.equal(answer.json.code, 'asks_too_much');
  assert.ok(Number(answer.headers['retry-after']) >= 1 && answer.json.retry_after_seconds >= 1);
  assert.match(answer.json.detail, /great deal at once.*\d+ seconds/);
  assert.match((await book.manager.get(path, { 'Accept-Language': 'zh-CN' })).json.detail, /\d+ 秒后可以继续/);
  (await book.admin.get(path)).expect(200);
  // What costs little is not hindered by it.
  (await book.manager.get('accounts')).expect(200);
  (await book.manager.get('search?q=a')).expect(200);
  // A key is the person it acts for.
  const { key } = (await book.admin.post('keys', { label: 'robot', scope: 'read' })).expect(201).json;
  const { done: by_key } = await until_refused(60, () => book.nobody.get(path, { Authorization: `Bearer ${key}` }));
  assert.ok(by_key >= 28 && by_key < 45, `${by_key} exports by key`);
  (await book.admin.get(path)).expect(429);
});

test('searches and rules run have a limit that typing does not reach', async () => {
  const { done } = await until_refused(5000, (i) => book.seller.get(`search?q=${i}`));
  assert.ok(done >= 120, `${done} searches went through`);
  (await book.stranger.get('search?q=a')).expect(200);
  assert.equal((await book.seller.post('method/rules/stage/run', {})).status, 429);
});

test('records are not made without end', async () => {
  const { done } = await until_refused(5000, (i) => book.stranger.post('accounts', { name: `Garbage ${i}` }));
  assert.ok(done >= 600, `${done} went through`);
  assert.equal((await book.seller.post('accounts', { name: 'Mine' })).status, 201);
  assert.equal((await book.admin.get('accounts?q=Garbage&limit=1')).expect(200).json.total >= 600, true);
});
