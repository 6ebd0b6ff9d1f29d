// What people enter when they are in a hurry: it is named, kept as a draft, and nothing is lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { run_case } from '../support/cases.mjs';
import { tomorrow, yesterday } from '../support/record_questions.mjs';
import { furnish, open_selling_book } from '../support/selling_book.mjs';

let book;
let place;
before(async () => {
  book = await open_selling_book();
  place = await furnish(book.seller, 'Hurry House', 'Hurry deal');
});
after(() => book?.close());

const read = async (path) => (await book.seller.get(path)).expect(200).json;

test('weights that do not sum are kept, and making them a hundred is offered', async () => {
  await place.make('criteria', { ...place.on_deal, name: 'Price', weight: 20 });
  const grid = await read(`opportunities/${place.opportunity.id}/criteria`);
  assert.deepEqual([grid.weights_sum, grid.weights_normal], [60, false]);
  assert.deepEqual(
    grid.items.map((item) => item.weight),
    [40, 20],
    'as they were entered',
  );
  const sum = grid.normalised.reduce((all, one) => all + one.weight, 0);
  assert.ok(Math.abs(sum - 100) < 1e-9, `${sum}`);
});

test('two currencies are not added, and both amounts stay', async () => {
  for (const currency of ['CNY', 'USD'])
    await place.make('value_items', { ...place.on_deal, kind: 'benefit', name: currency, amount_minor: 100, currency });
  const value = await read(`opportunities/${place.opportunity.id}/value`);
  assert.deepEqual([value.error, value.ours, value.items.length], ['mixed_currency', null, 2]);
});

test('dates out of order are named at their field, and the record stays as it was', async () => {
  const deal = place.opportunity;
  await run_case(
    {
      as: 'seller',
      method: 'PATCH',
      url: `opportunities/${deal.id}`,
      headers: { 'If-Match': '*' },
      body: { result: 'lost', closed_at: '2024-01-01T00:00:00Z' },
      status: 422,
      pointer: '/closed_at',
    },
    book,
  );
  assert.equal((await read(`opportunities/${deal.id}`)).result, 'open');
  const early = { ...place.on_deal, code: 'AK1', source_class: 'quote', quote: 'slow', contact_id: place.person.id };
  await run_case(
    {
      as: 'seller',
      method: 'POST',
      url: 'evidence',
      body: { ...early, observed_at: '2020-01-01T00:00:00Z' },
      status: 422,
      pointer: '/observed_at',
    },
    book,
  );
  await run_case(
    { as: 'seller', method: 'POST', url: 'evidence', body: { ...early, observed_at: tomorrow() }, status: 422, pointer: '/observed_at' },
    book,
  );
});

test('a promise without a person or a date is kept and moves nothing until it has them', async () => {
  const call = await place.make('calls', { ...place.on_deal, subject: 'Held', held_at: yesterday(), status: 'held', objective: 'Sheets' });
  const promise = await place.make('commitments', { call_id: call.id, who: 'customer', action: 'give_data', text: 'Sends the sheets' });
  assert.deepEqual([promise.contact_id, promise.due_at, promise.status], [null, null, 'open']);
  assert.equal((await read(`calls/${call.id}`)).outcome, 'continuation');
  const whole = { contact_id: place.person.id, due_at: tomorrow() };
  (await book.seller.patch(`commitments/${promise.id}`, whole, { 'If-Match': '*' })).expect(200);
  assert.equal((await read(`calls/${call.id}`)).outcome, 'advance', 'nothing had to be entered twice');
});

test('a quote without a speaker is a draft: kept, and it proves nothing', async () => {
  const need = await place.make('needs', { ...place.on_deal, text: 'Draft' });
  const quote = await place.make('need_quotes', { need_id: need.id, kind: 'difficulty', text: 'Recounts eat two evenings' });
  const move = { to: 'implied', quote_id: quote.id, visible: true };
  await run_case(
    { as: 'seller', method: 'POST', url: `needs/${need.id}/move`, body: move, status: 422, pointer: '/quote_id', code: 'invalid_fields' },
    book,
  );
  assert.equal((await read(`needs/${need.id}`)).state, 'latent');
  assert.equal((await read(`needs/${need.id}`)).quotes[0].text, quote.text);
  (await book.seller.patch(`need_quotes/${quote.id}`, { contact_id: place.person.id }, { 'If-Match': '*' })).expect(200);
  (await book.seller.post(`needs/${need.id}/move`, move)).expect(200);
});

test('a benefit without an explicit need is shown as an advantage, and says why', async () => {
  const statement = await place.make('statements', { ...place.on_deal, need_id: place.need.id, benefit: 'The overtime ends' });
  assert.deepEqual([statement.class, statement.why], ['advantage', 'need_not_explicit']);
});

test('days out of order and what is not whole are kept, and named', async () => {
  const account = (await book.seller.post('accounts', { name: 'Out of order' })).expect(201).json;
  const deal = { account_id: account.id, name: 'Backwards', opened_at: '2026-06-01T00:00:00Z' };
  // What cannot be is refused: an end of what is open, an end before the beginning.
  for (const [body, code] of [
    [{ ...deal, closed_at: '2026-07-01T00:00:00Z' }, 'open_has_no_end'],
    [{ ...deal, result: 'won', closed_at: '2026-05-01T00:00:00Z' }, 'closed_before_opening'],
  ]) {
    const { errors } = (await book.seller.post('opportunities', body)).expect(422).json;
    assert.deepEqual([errors[0].pointer, errors[0].code], ['/closed_at', code]);
    assert.ok(errors[0].detail.length > 5);
  }
  const made = (await book.seller.post('opportunities', { ...deal, expected_close: '2026-05-30' })).expect(201).json;
  const faults = async () =>
    (await book.seller.get(`opportunities/${made.id}`)).expect(200).json.quality.faults.map((fault) => [fault.code, fault.object_type]);
  assert.deepEqual(await faults(), [['close_before_opening', 'opportunity']]);
  (await book.seller.patch(`opportunities/${made.id}`, { expected_close: '2026-06-01' }, { 'If-Match': '*' })).expect(200);
  assert.deepEqual(await faults(), [], 'to close on the day it began is no fault');
  const on = { opportunity_id: made.id };
  const person = (await book.seller.post('contacts', { account_id: account.id, name: 'Ann' })).expect(201).json;
  const held = { ...on, subject: 'Visit', status: 'held' };
  (await book.seller.post('calls', { ...held, held_at: '2026-05-10T02:00:00Z' })).expect(201);
  assert.deepEqual(await faults(), [], 'a first talk comes before the deal');
  (await book.seller.post('calls', { ...held, held_at: '2020-05-10T02:00:00Z' })).expect(201);
  const call = (await book.seller.post('calls', { ...held, held_at: '2026-06-10T02:00:00Z' })).expect(201).json;
  const promise = { call_id: call.id, who: 'customer', action: 'arrange_test' };
  const early = (await book.seller.post('commitments', { ...promise, contact_id: person.id, due_at: '2026-06-01T00:00:00Z' })).expect(201);
  assert.equal(early.json.due_at, '2026-06-01T00:00:00Z', 'kept as it was said');
  (await book.seller.post('commitments', { ...promise, contact_id: person.id, due_at: '2026-06-10T00:00:00Z' })).expect(201);
  (await book.seller.post('commitments', promise)).expect(201);
  const need = (await book.seller.post('needs', { ...on, text: 'Count faster' })).expect(201).json;
  const quote = { need_id: need.id, kind: 'difficulty', text: 'Too slow', said_at: '2019-01-01T00:00:00Z' };
  (await book.seller.post('need_quotes', quote)).expect(201);
  assert.deepEqual(await faults(), [
    ['call_before_opening', 'call'],
    ['quote_before_opening', 'need_quote'],
    ['promise_before_call', 'commitment'],
    ['promise_without_day', 'commitment'],
    ['promise_without_person', 'commitment'],
    ['quote_without_speaker', 'need_quote'],
  ]);
});
