// The book's first kinds of record through the questions of support/record_questions.mjs, and what is particular to some of them.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { open_book } from '../support/book.mjs';
import { ask_of_each, tomorrow, yesterday } from '../support/record_questions.mjs';

let book;
before(async () => {
  book = await open_book();
  // What the records of the table hang on: the seller's own, and the stranger's.
  book.account = (await book.seller.post('accounts', { name: 'Blue Harbour Foods' })).expect(201).json;
  book.opportunity = (await book.seller.post('opportunities', { name: 'Cold chain', account_id: book.account.id })).expect(
    201,
  ).json;
  book.other_account = (await book.stranger.post('accounts', { name: 'Hidden Valley Steel' })).expect(201).json;
  book.other_opportunity = (
    await book.stranger.post('opportunities', { name: 'Hidden furnace', account_id: book.other_account.id })
  ).expect(201).json;
});
after(() => book?.close());

const on_account = () => ({ account_id: book.account.id });
const on_opportunity = () => ({ opportunity_id: book.opportunity.id });

const kinds = {
  accounts: {
    make: () => ({ name: 'Lan Hai Foods 澜海食品', region: 'East' }),
    required: ['name'],
    change: { industry: 'Food' },
    hangs_on: 'owner',
    wrong: [
      [{ name: 'x'.repeat(201) }, '/name'],
      [{ name: '' }, '/name'],
      [{ tier: 'gold' }, '/tier'],
      [{ employees: -1 }, '/employees'],
      [{ employees: 'many' }, '/employees'],
      [{ employees: 1.5 }, '/employees'],
      [{ currency: 'yuan' }, '/currency'],
      [{ keyness: [1, 2, 3, 4, 0, 1, 9] }, '/keyness'],
      [{ parent_id: 'not-an-id' }, '/parent_id'],
      [{ parent_id: randomUUID() }, '/parent_id'],
      [{ stage: 'choice' }, '/stage'],
      [{ id: randomUUID() }, '/id'],
      [{ version: 7 }, '/version'],
      [{ position: { stage: 'choice' } }, '/position'],
    ],
  },
  contacts: {
    make: () => ({ ...on_account(), name: 'Lin Xiaotong', level: 'senior' }),
    required: ['account_id', 'name'],
    change: { title: 'Head of purchasing' },
    hangs_on: 'account_id',
    wrong: [
      [{ role: 'boss' }, '/role'],
      [{ influence: 6 }, '/influence'],
      [{ attitude: -3 }, '/attitude'],
      [{ account_id: randomUUID() }, '/account_id'],
      [{ id_number: '110101' }, '/id_number'],
    ],
  },
  opportunities: {
    make: () => ({ ...on_account(), name: 'Frozen line', amount_minor: 1_200_000, currency: 'CNY' }),
    required: ['name'],
    change: { seller_step: 'survey' },
    hangs_on: 'owner',
    wrong: [
      [{ stage: 'choice' }, '/stage'],
      [{ amount_minor: 12.5 }, '/amount_minor'],
      [{ amount_minor: -1 }, '/amount_minor'],
      [{ amount_minor: 9007199254740993 }, '/amount_minor'],
      [{ expected_close: '2026-02-30' }, '/expected_close'],
      [{ expected_close: '30/06/2026' }, '/expected_close'],
      [{ result: 'maybe' }, '/result'],
      [{ opened_at: tomorrow() }, '/opened_at'],
      [{ product_id: randomUUID() }, '/product_id'],
    ],
  },
  products: {
    make: () => ({ name: 'Cold box 200', code: `CB-${randomUUID().slice(0, 8)}`, list_price_minor: 480_000 }),
    required: ['name'],
    change: { family: 'Boxes' },
    hangs_on: null,
    wrong: [[{ list_price_minor: 'cheap' }, '/list_price_minor']],
  },
  competitors: {
    make: () => ({ ...on_opportunity(), name: 'North Wind Cooling' }),
    required: ['opportunity_id', 'name'],
    change: { strengths: 'Price' },
    hangs_on: 'opportunity_id',
    wrong: [[{ kind: 'enemy' }, '/kind']],
  },
  calls: {
    make: () => ({ ...on_opportunity(), subject: 'First visit', held_at: yesterday(), status: 'held' }),
    required: ['subject', 'held_at'],
    change: { summary: 'They measured the loss.' },
    hangs_on: 'opportunity_id',
    wrong: [
      [{ held_at: 'yesterday' }, '/held_at'],
      [{ held_at: tomorrow() }, '/held_at'],
      [{ outcome: 'advance' }, '/outcome'],
      [{ contact_ids: [randomUUID()] }, '/contact_ids/0'],
    ],
  },
  commitments: {
    make: () => ({ ...on_opportunity(), who: 'customer', action: 'give_data', due_at: tomorrow() }),
    required: ['who', 'action'],
    change: { status: 'met' },
    hangs_on: 'opportunity_id',
    wrong: [
      [{ action: 'hope' }, '/action'],
      [{ action: 'other' }, '/text'],
    ],
  },
  next_steps: {
    make: () => ({ ...on_opportunity(), text: 'Send the loss sheet', due_on: '2030-01-15' }),
    required: ['text'],
    change: { due_on: '2030-01-20' },
    hangs_on: 'opportunity_id',
    wrong: [[{ due_on: 'soon' }, '/due_on']],
  },
  notes: {
    make: () => ({ ...on_account(), text: 'They count stock by hand on two evenings a week.' }),
    required: ['text'],
    change: { text: 'They count stock by hand on three evenings a week.' },
    hangs_on: 'account_id',
    wrong: [
      [{ text: 'x'.repeat(10_001) }, '/text'],
      [{ at: tomorrow() }, '/at'],
    ],
  },
  evidence: {
    make: () => ({
      ...on_opportunity(),
      code: 'AK1',
      source_class: 'quote',
      quote: 'Recounts eat two evenings a week.',
      observed_at: yesterday(),
      back_dated: true,
    }),
    required: ['code', 'source_class', 'observed_at'],
    change: { quote: 'Recounts eat three evenings a week.' },
    hangs_on: 'opportunity_id',
    wrong: [
      [{ code: 'ZZ9' }, '/code'],
      [{ source_class: 'rumour' }, '/source_class'],
      [{ observed_at: tomorrow() }, '/observed_at'],
      [{ quote: null }, '/quote'],
      [{ stage: 'choice' }, '/stage'],
    ],
  },
  stage_events: {
    make: () => ({ ...on_opportunity(), kind: 'claim', stage: 'decision' }),
    required: ['opportunity_id', 'kind'],
    change: { source: 'list of March' },
    hangs_on: 'opportunity_id',
    wrong: [
      [{ kind: 'proof' }, '/kind'],
      [{ stage: 'done' }, '/stage'],
      [{ kind: 'override', reason: 'because I say so' }, '/kind'],
      [{ kind: 'regression', reason: null }, '/reason'],
      [{ at: tomorrow() }, '/at'],
    ],
  },
};

ask_of_each(kinds, () => book);

test('PATCH: absent is unchanged, null is cleared', async () => {
  const { seller } = book;
  const one = (await seller.post('accounts', { name: 'Patch', region: 'East', city: 'Ningbo' })).expect(201);
  const two = (await seller.patch(`accounts/${one.json.id}`, { city: null }, { 'If-Match': one.etag })).expect(200);
  assert.equal(two.json.region, 'East');
  assert.equal(two.json.city, null);
  (await seller.patch(`accounts/${one.json.id}`, { name: null }, { 'If-Match': two.etag })).expect(422);
  const three = (await seller.patch(`accounts/${one.json.id}`, {}, { 'If-Match': two.etag })).expect(200);
  assert.equal(three.json.version, two.json.version);
});

test('an account may not be above itself', async () => {
  const { seller } = book;
  const top = (await seller.post('accounts', { name: 'Top' })).expect(201);
  const low = (await seller.post('accounts', { name: 'Low', parent_id: top.json.id })).expect(201);
  const answer = (await seller.patch(`accounts/${top.json.id}`, { parent_id: low.json.id }, { 'If-Match': top.etag })).expect(422);
  assert.equal(answer.json.errors[0].pointer, '/parent_id');
});

test('text survives as it was written', async () => {
  const { seller } = book;
  for (const text of [
    '𠮷野家 㐂 😀',
    'e\u0301 é',
    '\u202eabc',
    '👨‍👩‍👧',
    "'; DROP TABLE accounts; --",
    '<script>alert(1)</script>',
    '=1+1',
    'a\tb\nc',
  ]) {
    const made = (await seller.post('notes', { account_id: book.account.id, text })).expect(201).json;
    assert.equal((await seller.get(`notes/${made.id}`)).json.text, text);
  }
});

test('64 people change one record: each success counts once', async () => {
  const { seller } = book;
  const made = (await seller.post('accounts', { name: 'Hot', employees: 0 })).expect(201).json;
  const path = `accounts/${made.id}`;
  let wins = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let i = 0; i < 4; i += 1) {
        const now = await seller.get(path);
        const answer = await seller.patch(path, { employees: now.json.employees + 1 }, { 'If-Match': now.etag });
        answer.expect(200, 412);
        if (answer.status === 200) wins += 1;
      }
    }),
  );
  assert.equal((await seller.get(path)).json.employees, wins);
});
