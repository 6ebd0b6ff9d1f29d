// “Why?”: whatever figure is shown comes with the input that its rule was given. Given to the rule again, as anyone can with `wheelhouse
// method run`, it answers the same figure.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { tomorrow, yesterday } from '../support/record_questions.mjs';
import { furnish, open_selling_book } from '../support/selling_book.mjs';

let book;
let place;
before(async () => {
  book = await open_selling_book();
  place = await furnish(book.seller, 'Why House', 'Why deal');
});
after(() => book?.close());

const read = async (path) => (await book.seller.get(path)).expect(200).json;
const again = async (rule, input) => {
  assert.ok(input, `${rule} comes with its input`);
  return (await book.seller.post(`method/rules/${rule}/run`, input)).expect(200).json;
};
const same = (shown, answer, names) => {
  for (const name of names) assert.deepEqual(shown[name], answer[name], name);
};

test('C3: how strong a need is', async () => {
  const { items } = await read(`opportunities/${place.opportunity.id}/needs`);
  const need = items.find((one) => one.id === place.need.id);
  assert.ok(Math.abs(need.intensity - 57.5) < 1e-9);
  assert.equal((await again('C3.intensity', need.intensity_input)).intensity, need.intensity);
  assert.deepEqual((await read(`needs/${place.need.id}`)).intensity_input, { severity: 4, urgency: 3, reach: 2 });
});

test('C4: the plan of a call and of a deal, and how it was run', async () => {
  const call = await place.make('calls', { ...place.on_deal, subject: 'Next', held_at: tomorrow() });
  const about = { ...place.on_deal, need_id: place.need.id };
  for (const type of ['problem', 'implication', 'need_payoff'])
    await place.make('questions', { ...about, call_id: call.id, type, text: type });
  await place.make('questions', { ...about, type: 'problem', text: 'p', asked: true, answered: true, accepted: true });
  await place.make('questions', { ...about, type: 'situation', text: 's', asked: true, answered: true, on_file: true });
  const plan = await read(`calls/${call.id}/plan`);
  assert.equal(plan.plan_input.chains.length, 1, 'the one chain that the call takes up');
  assert.ok(plan.plan_score > 0);
  assert.equal((await again('C4.plan', plan.plan_input)).score, plan.plan_score);
  const deal = await read(`opportunities/${place.opportunity.id}/questions`);
  assert.equal((await again('C4.plan', deal.plan.input)).score, deal.plan.score);
  const run = await again('C4.run', deal.run.input);
  same(deal.run, run, ['score', 'mix', 'warn_situation', 'warn_depth']);
  assert.deepEqual(
    run.faults.map((fault) => fault.fault),
    ['situation_on_file'],
  );
  const alone = await place.make('calls', { account_id: place.account.id, subject: 'No deal', held_at: tomorrow() });
  assert.equal((await read(`calls/${alone.id}/plan`)).plan_input, null);
});

test('C5: the offer and the curves', async () => {
  await place.make('statements', { ...place.on_deal, need_id: place.need.id, benefit: 'Evenings end', feature: 'f' });
  await place.make('solution_parts', { ...place.on_deal, name: 'Loose end' });
  const offer = await read(`opportunities/${place.opportunity.id}/offer`);
  const answer = await again('C5.fabv', offer.input);
  same(offer, answer, ['coverage', 'must_have_coverage', 'orphan_share', 'gate', 'unneeded_parts']);
  for (const statement of offer.statements) assert.equal(answer.classes[statement.id], statement.class);
  const chart = await read('impact_chart');
  for (const point of chart.model) same(point, await again('C5.curves', point.input), ['benefit', 'advantage', 'feature']);
});

test('C5.rate: our own rate stands over the model from ten calls on', async () => {
  const here = await furnish(book.seller, 'Rate House', 'Rate deal');
  const statement = await here.make('statements', { ...here.on_deal, feature: 'f' });
  const hold = async (i) => {
    const call = await here.make('calls', { ...here.on_deal, subject: `Call ${i}`, held_at: yesterday() });
    const debrief = {
      held_at: yesterday(),
      statements: [{ statement_id: statement.id, said: true }],
      ...(i < 3 ? { commitments: [{ who: 'customer', action: 'give_data', contact_id: here.person.id, due_at: tomorrow() }] } : {}),
    };
    (await book.seller.post(`calls/${call.id}/debrief`, debrief)).expect(201);
  };
  const point = async () =>
    (await read('impact_chart')).own.find((one) => one.stage === 'satisfaction' && one.class === 'feature') ?? null;
  for (let i = 0; i < 9; i += 1) await hold(i);
  assert.deepEqual({ ...(await point()), n: 9 }, { stage: 'satisfaction', class: 'feature', n: 9, rate: null, input: null });
  await hold(9);
  const shown = await point();
  same(shown, await again('C5.rate', shown.input), ['n', 'rate']);
  assert.deepEqual([shown.n, shown.rate], [10, 0.3]);
});

test('C6: what a call came to, and how calls fared', async () => {
  const call = await place.make('calls', { ...place.on_deal, subject: 'Held', held_at: yesterday(), status: 'held', objective: 'Sheets' });
  await place.make('commitments', {
    ...place.on_deal,
    call_id: call.id,
    who: 'customer',
    action: 'give_data',
    contact_id: place.person.id,
    text: 'Sends the sheets',
    due_at: tomorrow(),
  });
  const shown = await read(`calls/${call.id}`);
  assert.equal(shown.outcome, 'advance');
  const answer = await again('C6.outcome', shown.outcome_input);
  same(shown, answer, ['outcome', 'unplanned']);
  // A fallback counts even where no objective was set, which a page that guessed would have left out.
  const unplanned = await place.make('calls', {
    ...place.on_deal,
    subject: 'Dropped in',
    held_at: yesterday(),
    status: 'held',
    fallback: 'A date',
    fallback_state: 'refused',
  });
  const other = await read(`calls/${unplanned.id}`);
  assert.deepEqual(other.outcome_input.fallbacks, ['refused']);
  same(other, await again('C6.outcome', other.outcome_input), ['outcome', 'unplanned']);
  const planned = await place.make('calls', { ...place.on_deal, subject: 'To come', held_at: tomorrow() });
  assert.equal((await read(`calls/${planned.id}`)).outcome_input, null);

  const numbers = await read(`call_numbers?opportunity_id=${place.opportunity.id}`);
  same(numbers, await again('C6.rates', numbers.input), ['success_rate', 'reframe_due']);
  const sides = await again('M23.promises', { now: numbers.input.now, commitments: numbers.input.commitments });
  assert.deepEqual([numbers.theirs, numbers.ours], [sides.customer, sides.us]);
  assert.equal((await read('call_numbers')).input, null, 'a whole book’s would be too much');
});

test('C9b and C10: the buyer and the account', async () => {
  await place.make('buyer_profiles', { ...place.on_deal, answers: [2, 1, 2, 2, 4, 5, 4, 3, 3, 2, 3, null] });
  const buyer = await read(`opportunities/${place.opportunity.id}/buyer_type`);
  assert.equal(buyer.type, 'extrinsic');
  same(buyer, await again('C9b', buyer.input), ['scores', 'type', 'top_two', 'mode', 'strategic_candidate', 'strategic_cap_exceeded']);
  const account = `accounts/${place.account.id}`;
  const ratings = { keyness: [4, 3, 3, 3, 2, 3, 2], attractiveness: [3, 3, 3, 3, 3, null], tier: 'key' };
  (await book.seller.patch(account, ratings, { 'If-Match': '*' })).expect(200);
  const shown = await read(`${account}/qualification`);
  assert.ok(Math.abs(shown.keyness - 70) < 1e-9);
  same(shown, await again('C10', shown.input), ['keyness', 'attractiveness', 'strength', 'tier', 'grid']);
  assert.equal(shown.input.current_tier, 'key');
});

test('C9.npv, C17 and C22: the years, the balance of a talk, and whom it was about', async () => {
  const money = { ...place.on_deal, currency: 'CNY' };
  await place.make('value_items', { ...money, kind: 'benefit', name: 'Overtime', amount_minor: 300, yearly: true });
  await place.make('value_items', { ...money, kind: 'price', name: 'Price', amount_minor: 100 });
  const { ours } = await read(`opportunities/${place.opportunity.id}/value`);
  same(ours, await again('C9.npv', ours.npv_input), ['npv', 'roi', 'payback']);
  const call = await place.make('calls', {
    ...place.on_deal,
    subject: 'Logged',
    held_at: yesterday(),
    status: 'held',
    talk_share: 60,
    confirmed_summaries: 1,
    observations: 'He turned to the price first\nShe took notes',
  });
  for (const type of ['problem', 'implication', 'implication', 'need_payoff', 'situation'])
    await place.make('questions', { ...place.on_deal, call_id: call.id, type, text: type, asked: true, answered: true });
  const plan = await read(`calls/${call.id}/plan`);
  same(plan.mode, await again('C22.mode', plan.mode.input), ['index']);
  assert.equal(plan.mode.index, 60);
  same(plan.balance, await again('C17', plan.balance.input), ['talk', 'say', 'listen', 'look', 'ask', 'balance', 'partial']);
  assert.equal(plan.balance.listen, 25);
  assert.ok(plan.balance.partial, 'nothing was said, or nobody noted it');
});

test('C15: how objections fared', async () => {
  const call = await place.make('calls', { ...place.on_deal, subject: 'Objected', held_at: yesterday(), status: 'held' });
  await place.make('objections', { ...place.on_deal, call_id: call.id, quote: 'Too dear', class: 'price' });
  const numbers = await read(`objection_numbers?opportunity_id=${place.opportunity.id}`);
  const names = ['per_call', 'after', 'resolved_share', 'median_loops', 'prevention_rate', 'price_after_feature'];
  same(numbers, await again('C15', numbers.input), names);
  assert.equal(numbers.phase, 'stop_and_ask');
  assert.equal((await read('objection_numbers')).input, null);
});

test('M44: what forces a new thought', async () => {
  const here = await furnish(book.seller, 'Lost House', 'Open deal');
  const deal = `opportunities/${here.opportunity.id}`;
  const opened_at = '2025-01-06T00:00:00Z';
  const lost = async (reason, days) => {
    const other = await here.make('opportunities', { name: `Lost ${days}`, account_id: here.account.id, opened_at });
    const closed_at = new Date(Date.now() - days * 86_400_000).toISOString();
    const end = { result: 'lost', result_reason: reason, closed_at };
    (await book.seller.patch(`opportunities/${other.id}`, end, { 'If-Match': '*' })).expect(200);
    return other.id;
  };
  const reframe = async () => read(`${deal}/reframe`);
  const ids = [await lost('Price', 30), await lost('price!', 20)];
  assert.equal((await reframe()).forced, null, 'two are a chance');
  ids.push(await lost('ＰＲＩＣＥ', 10));
  const { forced } = await reframe();
  assert.equal(forced.cause, 'lost_alike');
  assert.deepEqual([...forced.deals].sort(), [...ids].sort());
  assert.equal(forced.reason, 'ＰＲＩＣＥ', 'as it was written last');
  const answer = await again('M44.reframe', forced.input);
  same(forced, answer, ['cause', 'since']);
  assert.equal(answer.lost, 3);
  assert.equal((await read(`${deal}/cockpit`)).reframe.cause, 'lost_alike');
  const card = await here.make('reframe_cards', {
    ...here.on_deal,
    old_assumption: 'They buy by price',
    why_it_failed: 'Three went elsewhere',
    new_hypothesis: 'Nobody reckons what waiting costs',
  });
  assert.equal(card.cause, 'lost_alike');
  assert.equal((await reframe()).forced, null);
  const beside = await here.make('opportunities', { name: 'Beside', account_id: here.account.id, opened_at });
  assert.equal((await read(`opportunities/${beside.id}/reframe`)).forced, null, 'one card answers for all deals of that seller');
  await lost('Price', 0);
  assert.equal((await reframe()).forced.deals.length, 4, 'until the next such loss');
  // Who does not see the lost deals is forced by nothing in them.
  assert.equal((await book.stranger.get(`${deal}/reframe`)).status, 404);
  assert.deepEqual((await reframe()).cards[0].before, { n: 0, success_rate: null });
});
