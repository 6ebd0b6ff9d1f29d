// The daily round: quick capture in one transaction, today's actions, search as one types.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { open_book } from '../support/book.mjs';
import { run_cases } from '../support/cases.mjs';

let book;
before(async () => {
  book = await open_book();
  book.account = (await book.seller.post('accounts', { name: '澜海食品有限公司', alias: 'Lanhai Foods' })).expect(201).json;
  book.contact = (await book.seller.post('contacts', { account_id: book.account.id, name: '林晓彤' })).expect(201).json;
  book.opportunity = (
    await book.seller.post('opportunities', {
      name: '冷链',
      account_id: book.account.id,
      opened_at: instant(90),
      amount_minor: 8_000_000,
    })
  ).expect(201).json;
  book.hidden = (await book.stranger.post('accounts', { name: '澜海重工' })).expect(201).json;
});
after(() => book?.close());

const instant = (days_ago) => new Date(Date.now() - days_ago * 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');

const words = '盘点每周占用两个晚上。';
const capture = (over = {}) => ({
  account_id: book.account.id,
  opportunity_id: book.opportunity.id,
  text: '拜访林晓彤：盘点每周占用两个晚上。',
  at: instant(1),
  call: {
    subject: '盘点',
    contact_ids: [book.contact.id],
    commitments: [{ who: 'customer', contact_id: book.contact.id, action: 'give_data', due_at: instant(-5) }],
  },
  evidence: [{ code: 'AK1', source_class: 'quote', quote: words, contact_id: book.contact.id, observed_at: instant(1) }],
  next_step: { text: '发损耗表', due_on: '2030-01-15' },
  claim: null,
  ...over,
});

test('one capture writes all of it, or none of it', async () => {
  const done = (await book.seller.post('captures', capture())).expect(200, 201);
  assert.equal(done.json.created.calls, 1);
  assert.equal(done.json.created.evidence, 1);
  assert.equal(done.json.created.commitments, 1);
  assert.equal(done.json.created.next_steps, 1);
  assert.equal(done.json.position.stage, 'recognition');
  const calls = await book.seller.all(`calls?opportunity_id=${book.opportunity.id}`);
  assert.equal(calls.length, 1);
  assert.equal(calls[0].outcome, 'advance', 'the customer promised to do something: C6');

  const counts = async () => {
    const lists = ['calls', 'evidence', 'commitments', 'next_steps', 'notes'];
    return Promise.all(lists.map(async (list) => (await book.seller.all(`${list}?opportunity_id=${book.opportunity.id}`)).length));
  };
  const before_it = await counts();
  const bad = capture({ evidence: [{ code: 'AK1', source_class: 'quote', quote: 'x', observed_at: instant(-2) }] });
  const refused = (await book.seller.post('captures', bad)).expect(422);
  assert.ok(
    refused.json.errors.some((error) => error.pointer === '/evidence/0/observed_at'),
    refused.text,
  );
  assert.deepEqual(await counts(), before_it);

  (await book.seller.post('undo', { change_id: done.undo_id })).expect(200);
  assert.deepEqual(await counts(), [0, 0, 0, 0, 0]);
});

test('a capture, case by case', async (t) => {
  const post = { method: 'POST', url: 'captures' };
  await run_cases(
    t,
    [
      { ...post, name: 'nobody', as: 'nobody', body: capture, status: 401 },
      { ...post, name: 'viewer', as: 'viewer', body: capture, status: 403 },
      { ...post, name: "on someone else's account", as: 'stranger', body: capture, status: [404, 422] },
      {
        ...post,
        name: 'a quick entry can only claim a stage',
        as: 'seller',
        body: () => capture({ claim: { stage: 'done' } }),
        status: 422,
      },
      {
        ...post,
        name: 'a stage typed as a fact',
        as: 'seller',
        body: () => ({ ...capture(), stage: 'choice' }),
        status: 422,
        pointer: '/stage',
      },
      {
        ...post,
        name: 'an outcome typed',
        as: 'seller',
        body: () => capture({ call: { subject: 'x', outcome: 'order' } }),
        status: 422,
      },
      { ...post, name: 'nothing in it', as: 'seller', body: {}, status: 422 },
      { ...post, name: 'too much in it', as: 'seller', body: () => capture({ text: 'x'.repeat(10_001) }), status: [413, 422] },
    ],
    book,
  );
});

test('a claim from a quick entry is drawn hollow', async () => {
  const opportunity = (
    await book.seller.post('opportunities', { name: '二期', account_id: book.account.id, opened_at: instant(30) })
  ).json;
  const body = {
    account_id: book.account.id,
    opportunity_id: opportunity.id,
    text: '说是在选择',
    at: instant(0),
    claim: { stage: 'choice' },
  };
  const { position } = (await book.seller.post('captures', body)).expect(200, 201).json;
  assert.deepEqual([position.stage, position.basis, position.confidence], ['choice', 'claimed', 0]);
});

test('suggestions are only suggestions', async () => {
  const text = '见了林晓彤，她说“盘点每周占用两个晚上，太慢”。下周五之前发报价，预算12.3万。';
  const before_it = (await book.seller.all('evidence')).length;
  const chips = (await book.seller.post('captures/suggest', { text, account_id: book.account.id })).expect(200).json;
  assert.ok(
    chips.contacts.some((contact) => contact.id === book.contact.id),
    JSON.stringify(chips),
  );
  assert.ok(Array.isArray(chips.evidence));
  assert.equal((await book.seller.all('evidence')).length, before_it);
});

test('today: at most three actions, each with a reason, and a way to put it off', async () => {
  const quiet = (
    await book.seller.post('opportunities', {
      name: '老线',
      account_id: book.account.id,
      opened_at: instant(200),
      amount_minor: 90_000_000,
    })
  ).expect(201).json;
  for (const [code, days] of [
    ['AK1', 150],
    ['DE1', 100],
  ]) {
    const body = { opportunity_id: quiet.id, code, source_class: 'quote', quote: '原话', observed_at: instant(days) };
    (await book.seller.post('evidence', body)).expect(201);
  }
  const today = (await book.seller.get('today?owner_id=me')).expect(200).json;
  assert.ok(today.actions.length >= 1 && today.actions.length <= 3);
  for (const action of today.actions) {
    assert.ok(action.rule >= 1 && action.rule <= 8, JSON.stringify(action));
    assert.ok(action.kind && action.id);
  }
  const first = today.actions[0];
  (await book.seller.post('today/dismissals', { action_id: first.id, reason: 'not_useful' })).expect(200, 201, 204);
  const later = (await book.seller.get('today?owner_id=me&limit=50')).expect(200).json;
  assert.ok(!later.actions.some((action) => action.id === first.id));
  assert.ok(today.stuck.count >= 1);
});

test('today and dismissals, case by case', async (t) => {
  await run_cases(
    t,
    [
      { name: 'nobody', as: 'nobody', url: 'today', status: 401 },
      {
        name: "a stranger's day holds none of ours",
        as: 'stranger',
        url: 'today?limit=50',
        status: 200,
        lacks: ['澜海食品', '老线'],
      },
      { name: 'limit out of range', as: 'seller', url: 'today?limit=0', status: 422 },
      {
        name: 'dismissal without action',
        as: 'seller',
        method: 'POST',
        url: 'today/dismissals',
        body: {},
        status: 422,
        pointer: '/action_id',
      },
    ],
    book,
  );
});

test('search finds by name, pinyin, initials and inside, and marks what matched', async () => {
  const find = async (q, as = book.seller) => (await as.get(`search?q=${encodeURIComponent(q)}`)).expect(200).json.items;
  for (const q of ['澜海', '食品', 'lanhai', 'lhsp', 'Lanhai', 'ＬＡＮＨＡＩ', '瀾海']) {
    assert.ok(
      (await find(q)).some((item) => item.id === book.account.id),
      q,
    );
  }
  for (const q of ['林晓彤', 'linxiaotong', 'lxt'])
    assert.ok(
      (await find(q)).some((item) => item.id === book.contact.id),
      q,
    );
  const [hit] = await find('澜海食品有限公司');
  assert.equal(hit.matched, 'exact');
  assert.deepEqual(hit.ranges[0], [0, 8]);
  // 重庆 is Chongqing, and initials of either reading find it.
  const city = (await book.seller.post('accounts', { name: '重庆长江机械' })).expect(201).json;
  for (const q of ['chongqing', 'cqcj'])
    assert.ok(
      (await find(q)).some((item) => item.id === city.id),
      q,
    );
  assert.deepEqual(await find('no such name at all'), []);
});

test('search, case by case', async (t) => {
  await run_cases(
    t,
    [
      { name: 'nobody', as: 'nobody', url: 'search?q=a', status: 401 },
      {
        name: "someone else's customer",
        as: 'seller',
        url: `search?q=${encodeURIComponent('重工')}`,
        status: 200,
        lacks: ['澜海重工'],
      },
      { name: 'their own', as: 'stranger', url: `search?q=${encodeURIComponent('重工')}`, status: 200, contains: ['澜海重工'] },
      { name: 'bad kind', as: 'seller', url: 'search?q=a&kinds=password', status: 422 },
      { name: 'bad limit', as: 'seller', url: 'search?q=a&limit=100000', status: 422 },
      {
        name: 'quotes are text',
        as: 'seller',
        url: `search?q=${encodeURIComponent('" OR 1=1 --')}`,
        status: 200,
        check: (a) => assert.equal(a.json.items.length, 0),
      },
      { name: 'query operators are text', as: 'seller', url: `search?q=${encodeURIComponent('NEAR(a b) * NOT ^')}`, status: 200 },
      { name: 'a long question', as: 'seller', url: `search?q=${'a'.repeat(2000)}`, status: [200, 422] },
    ],
    book,
  );
});

test('what is renamed or deleted is found so, at once', async () => {
  const one = (await book.seller.post('accounts', { name: `Zebra ${randomUUID()}` })).expect(201);
  const find = async (q) => (await book.seller.get(`search?q=${q}`)).json.items.map((item) => item.id);
  assert.ok((await find('zebra')).includes(one.json.id));
  const two = (await book.seller.patch(`accounts/${one.json.id}`, { name: 'Giraffe' }, { 'If-Match': one.etag })).expect(200);
  assert.ok(!(await find('zebra')).includes(one.json.id));
  assert.ok((await find('giraffe')).includes(one.json.id));
  (await book.seller.delete(`accounts/${one.json.id}`, { 'If-Match': two.etag })).expect(200, 204);
  assert.ok(!(await find('giraffe')).includes(one.json.id));
});
