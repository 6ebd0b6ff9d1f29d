// METHOD §12.10, one lap end to end, as a seller would enter it: each call planned, held and written down, and the customer's place, the
// needs, the classes of our statements and the value following from it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open_book } from '../support/book.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

const days_ago = (n) => new Date(Date.now() - n * 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');
const above = { visible: true, conscious: true, surface: true, clear: true };

test('the lap of the regional hospital group', async () => {
  const { seller } = book;
  const make = async (collection, body) => (await seller.post(collection, body)).expect(201).json;
  const patch = async (path, body) => (await seller.patch(path, body, { 'If-Match': '*' })).expect(200).json;
  const get = async (path) => (await seller.get(path)).expect(200).json;

  // 1. A key account by its ratings; everybody says all is fine, and last month's incidents make that doubtful.
  const account = await make('accounts', {
    name: 'Anhe 安禾区域医院集团',
    keyness: [4, 3, 3, 3, 2, 3, 2],
    attractiveness: [3, 3, 2, 2, 3, 2.5],
  });
  const qualified = await get(`accounts/${account.id}/qualification`);
  assert.ok(Math.abs(qualified.keyness - 70) < 1e-9 && Math.abs(qualified.attractiveness - 65) < 1e-9);
  assert.equal(qualified.tier, 'key');
  const deal = await make('opportunities', {
    name: 'Stock cabinets',
    account_id: account.id,
    amount_minor: 120_000_000,
    currency: 'CNY',
    opened_at: days_ago(260),
    doubtful: true,
  });
  const on_deal = { opportunity_id: deal.id };
  const person = (name, role, level, influence, attitude) =>
    make('contacts', { account_id: account.id, name, role, level, influence, attitude });
  const stores = await person('Head of stores', 'user', 'operating', 2, 0);
  const finance = await person('Finance director', 'decision_maker', 'senior', 5, 1);
  const it = await person('IT head', 'influencer', 'managing', 4, -1);
  const stage = async () => (await get(`opportunities/${deal.id}`)).position;
  assert.equal((await stage()).stage, 'satisfaction');

  const need = await make('needs', { ...on_deal, text: 'End the recounts', severity: 4, urgency: 3, reach: 2, must_have: true });
  let position = 0; // in the chain of the one need
  const plan_call = async (held_at, subject, objective, contact_ids, questions) => {
    const call = await make('calls', { ...on_deal, subject, held_at, objective, fallback: 'They name an owner', contact_ids });
    const ids = {};
    for (const [template_id, type] of questions) {
      position += 1;
      const body = { ...on_deal, need_id: need.id, call_id: call.id, template_id, type, text: template_id, position };
      ids[template_id] = (await make('questions', body)).id;
    }
    return { call, ids };
  };
  const debrief = async ({ call }, body) => (await seller.post(`calls/${call.id}/debrief`, body)).expect(201).json;
  const asked = (id, over = {}) => ({ id, asked: true, answered: true, accepted: true, ...over });
  const evidence = (code, contact, quote) => ({ code, source_class: 'quote', contact_id: contact.id, quote });
  const promise = (contact, action, due_at, text) => ({ who: 'customer', contact_id: contact.id, action, due_at, text });

  // 2. Call 1: "recounts eat two evenings a week".
  const first = await plan_call(
    days_ago(200),
    'First visit',
    'They send the count sheets',
    [stores.id],
    [
      ['S2', 'situation'],
      ['S3', 'situation'],
      ['P1', 'problem'],
      ['P3', 'problem'],
    ],
  );
  const words = 'recounts eat two evenings a week';
  const one = await debrief(first, {
    questions: Object.values(first.ids).map((id) => asked(id)),
    needs: [{ id: need.id, move: { to: 'implied', visible: true, quote: { text: words, contact_id: stores.id } } }],
    evidence: [evidence('AK1', stores, words)],
    commitments: [promise(stores, 'give_data', days_ago(197), 'Count sheets by Friday')],
  });
  assert.equal(one.call.outcome, 'advance');
  assert.equal(one.position.stage, 'recognition');

  // 3. Call 2: the overtime adds up, and the finance director says that it must end.
  const second = await plan_call(
    days_ago(180),
    'What it costs',
    'They name an owner',
    [finance.id],
    [
      ['I2', 'implication'],
      ['I4', 'implication'],
    ],
  );
  const decided = 'we must end this before year-end';
  const two = await debrief(second, {
    questions: [asked(second.ids.I2, { answer: '300 k a year' }), asked(second.ids.I4, { accepted: false })],
    needs: [
      { id: need.id, move: { to: 'developed', conscious: true } },
      {
        id: need.id,
        move: { to: 'explicit', ...above, quote: { text: decided, contact_id: finance.id, question_id: second.ids.I2 } },
      },
    ],
    evidence: [evidence('DE1', finance, decided)],
    commitments: [promise(finance, 'other', days_ago(175), 'Names an owner for the project')],
  });
  assert.equal(two.call.outcome, 'advance');
  assert.equal(two.position.stage, 'decision');
  assert.equal((await get(`needs/${need.id}`)).explicit_question_id, second.ids.I2);

  // 4. Call 3: the payoff in their own words, six requirements, and two advantages become benefits.
  const statements = [];
  for (const benefit of ['No more evenings in the stores', 'Right figures at month end'])
    statements.push(
      await make('statements', { ...on_deal, feature: 'Cabinets that count', advantage: 'stock is always known', benefit }),
    );
  assert.deepEqual(
    statements.map((s) => s.class),
    ['advantage', 'advantage'],
  );
  const third = await plan_call(
    days_ago(160),
    'What a good answer is',
    'They list their requirements',
    [finance.id, stores.id],
    [
      ['N1', 'need_payoff'],
      ['N4', 'need_payoff'],
    ],
  );
  const three = await debrief(third, {
    questions: Object.values(third.ids).map((id) => asked(id)),
    needs: [
      { id: need.id, move: { to: 'confirmed', quote: { text: 'ward heads stop staying at night', contact_id: finance.id } } },
    ],
    evidence: [{ code: 'CR1', source_class: 'document', document: 'Six requirements' }],
  });
  assert.equal(three.position.stage, 'criteria');
  for (const s of statements) await patch(`statements/${s.id}`, { need_id: need.id });
  const offer = await get(`opportunities/${deal.id}/offer`);
  assert.deepEqual([offer.class_mix.benefit, offer.must_have_coverage, offer.orphan_share], [2, 1, 0]);
  const chains = await get(`opportunities/${deal.id}/questions`);
  assert.deepEqual(chains.run.faults, [], 'problem, implication, payoff: each after what it rests on');

  // 5. Nobody sets weights; they try us. The IT head was taught by the rival, and comes round.
  for (let i = 1; i <= 6; i += 1)
    await make('criteria', { ...on_deal, name: `Requirement ${i}`, need_id: i === 1 ? need.id : null });
  assert.deepEqual(
    await get(`opportunities/${deal.id}/criteria`).then((grid) => [grid.weights_sum, grid.influence_index, grid.normalised]),
    [0, null, null],
  );
  await make('evidence', {
    ...on_deal,
    code: 'IN1',
    source_class: 'quote',
    quote: 'the trial runs',
    contact_id: stores.id,
    observed_at: days_ago(120),
  });
  const tried = await stage();
  assert.equal(tried.stage, 'investigation');
  const why = await get(`opportunities/${deal.id}/position`);
  assert.equal(why.answer.evaluation_skipped, true);
  const objection = await make('objections', {
    ...on_deal,
    quote: 'their interface takes half a year',
    contact_id: it.id,
    cause: 'rival_taught',
    blocking: true,
    raised_at: days_ago(115),
  });
  assert.equal((await get(`today?opportunity_id=${deal.id}`)).actions[0].kind, 'blocking_objection');
  const go = async (body) => (await seller.post(`objections/${objection.id}/move`, body)).expect(200).json;
  await go({ to: 'clarified', restated: 'You fear the start is held up' });
  await go({ to: 'classified', class: 'capability_can' });
  await go({ to: 'responded', response: 'The log of the trial' });
  await go({ to: 'checked' });
  assert.equal((await go({ to: 'resolved', acknowledgement: 'the log convinces me' })).open, false);
  await patch(`contacts/${it.id}`, { attitude: 0 });

  // 6. The final two, the fear of choosing wrong, the order.
  const heard = (code, ago, source_class, quote) =>
    make('evidence', { ...on_deal, code, source_class, quote, contact_id: finance.id, observed_at: days_ago(ago) });
  await heard('CH1', 110, 'quote', 'you are one of two');
  await heard('CH3', 108, 'quote', 'what if we chose wrong?');
  assert.equal((await stage()).stage, 'choice');
  await heard('RE1', 100, 'document', 'signed contract');
  assert.equal((await stage()).stage, 'reassessment');
  await patch(`opportunities/${deal.id}`, { result: 'won', closed_at: days_ago(100) });

  // 7. Ninety days on: 280 k of the 300 k promised; the lap closes and the next one opens satisfied.
  const saving = await make('value_items', {
    ...on_deal,
    kind: 'benefit',
    name: 'Overtime',
    amount_minor: 30_000_000,
    currency: 'CNY',
    confidence: 'said',
    contact_id: finance.id,
  });
  await patch(`value_items/${saving.id}`, { realised_minor: 28_000_000, realised_at: days_ago(10) });
  const value = await get(`opportunities/${deal.id}/value`);
  assert.ok(Math.abs(value.realised_share - 0.9333333) < 1e-6);
  (await seller.post(`needs/${need.id}/move`, { to: 'met', delivery_confirmed: true })).expect(200);
  await heard('SA1', 9, 'quote', 'the overtime is gone');
  await heard('SA2', 8, 'observed', 'thirty days without an issue');
  const closed = await stage();
  assert.deepEqual([closed.stage, closed.lap], ['satisfaction', 2]);
  const numbers = await get(`call_numbers?opportunity_id=${deal.id}`);
  assert.deepEqual([numbers.outcomes.advance, numbers.outcomes.continuation, numbers.unplanned.n], [2, 1, 0]);
});
