// The customer's criteria (METHOD C14), value (C9), the buyer (C9b), the customer's qualification (C10), and the cockpit that shows all
// of a deal at once, with next actions (C23) and quality (C24) that see it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { run_case, run_cases } from '../support/cases.mjs';
import { yesterday } from '../support/record_questions.mjs';
import { furnish, open_selling_book } from '../support/selling_book.mjs';

let book;
before(async () => {
  book = await open_selling_book();
});
after(() => book?.close());

const near = (a, b, what) => assert.ok(Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(b)), `${what ?? ''} ${a} is not ${b}`);

async function readers(t, path) {
  await run_cases(
    t,
    [
      { name: `nobody: ${path}`, as: 'nobody', url: path, status: 401 },
      { name: `a stranger: ${path}`, as: 'stranger', url: path, status: 404 },
      { name: `the viewer: ${path}`, as: 'viewer', url: path, status: 200 },
    ],
    book,
  );
}

test('the grid compares us with each rival, offers normalisation, and says what to do', async (t) => {
  const { seller } = book;
  const place = await furnish(seller, 'Grid House', 'Grid deal');
  const deal = `opportunities/${place.opportunity.id}`;
  (await seller.delete(`criteria/${place.criterion.id}`, { 'If-Match': '*' })).expect(204);
  // Golden T14, with weights that sum to 80.
  const rows = [
    { name: 'Speed', weight: 32, our_score: 4, need_id: place.need.id },
    { name: 'Price', weight: 28, our_score: 3, must_have: true },
    { name: 'Service', weight: 20, our_score: 5, shaped_by_us: true },
  ];
  const criteria = [];
  for (const row of rows) criteria.push(await place.make('criteria', { ...place.on_deal, ...row }));
  for (const [i, score] of [3, 4, 3].entries())
    await place.make('criterion_scores', { criterion_id: criteria[i].id, competitor_id: place.rival.id, score });
  const grid = (await seller.get(`${deal}/criteria`)).expect(200).json;
  near(grid.rivals[0].advantage, 0.1375);
  near(grid.rivals[0].our_total, 3.9);
  near(grid.rivals[0].rival_total, 3.35);
  assert.deepEqual([grid.rivals[0].known_share, grid.rivals[0].red], [1, false]);
  assert.deepEqual(
    grid.items.map((item) => item.play),
    ['hold', 'fix', 'raise_weight'],
  );
  assert.deepEqual([grid.weights_sum, grid.weights_normal, grid.influence_index, grid.weakest.name], [80, false, 0.25, 'Price']);
  near(grid.traced_share, 1 / 3);
  assert.deepEqual(
    grid.normalised.map((entry) => entry.weight),
    [40, 35, 25],
  );

  const done = (await seller.post(`${deal}/criteria/normalise`, {})).expect(200);
  assert.deepEqual([done.json.weights_sum, done.json.weights_normal, done.json.normalised], [100, true, null]);
  (await seller.post('undo', { change_id: done.undo_id })).expect(200);
  assert.equal((await seller.get(`${deal}/criteria`)).json.weights_sum, 80);

  (await seller.patch(`criteria/${criteria[1].id}`, { our_score: 2 }, { 'If-Match': '*' })).expect(200);
  const red = (await seller.get(`${deal}/criteria`)).json;
  assert.deepEqual([red.rivals[0].red, red.failed_must_haves], [true, [criteria[1].id]]);

  const score = (competitor_id) => seller.post('criterion_scores', { criterion_id: criteria[0].id, competitor_id, score: 3 });
  await run_case(
    {
      as: 'seller',
      method: 'POST',
      url: 'criterion_scores',
      body: { criterion_id: criteria[0].id, competitor_id: place.rival.id, score: 1 },
      status: 422,
      pointer: '/competitor_id',
    },
    book,
  );
  for (const name of ['B', 'C', 'D']) (await score((await place.make('competitors', { ...place.on_deal, name })).id)).expect(201);
  const fifth = await place.make('competitors', { ...place.on_deal, name: 'E' });
  const many = (await score(fifth.id)).expect(422);
  assert.equal(many.json.errors[0].code, 'too_many_rivals');
  const foreign = await furnish(seller, 'Other Grid', 'Other grid deal');
  assert.equal((await score(foreign.rival.id)).expect(422).json.errors[0].pointer, '/competitor_id');

  const url = `${deal}/criteria/normalise`;
  const empty = await place.make('opportunities', { name: 'Empty', account_id: place.account.id });
  await run_cases(
    t,
    [
      {
        name: 'nothing to normalise',
        as: 'seller',
        method: 'POST',
        url: `opportunities/${empty.id}/criteria/normalise`,
        body: {},
        status: 409,
        code: 'all_weights_zero',
      },
      { name: 'with a body', as: 'seller', method: 'POST', url, body: { to: 1 }, status: 422 },
      { name: 'nobody', as: 'nobody', method: 'POST', url, body: {}, status: 401 },
      { name: 'the viewer', as: 'viewer', method: 'POST', url, body: {}, status: 403 },
      { name: 'a stranger', as: 'stranger', method: 'POST', url, body: {}, status: 404 },
    ],
    book,
  );
  await readers(t, `${deal}/criteria`);
});

test('value: who stands behind a benefit counts, risks by their odds, years by their rate, and rivals beside us', async (t) => {
  const { seller } = book;
  const place = await furnish(seller, 'Value House', 'Value deal');
  const path = `opportunities/${place.opportunity.id}/value`;
  const add = (body) => place.make('value_items', { ...place.on_deal, currency: 'CNY', ...body });
  assert.deepEqual((await seller.get(path)).expect(200).json.ours.waterfall, [{ kind: 'total', weighted_minor: 0 }]);
  // Golden T8, in minor units: 300k(1), 120k(.5), 80k(.25); run 30k; C0 450k; r .10; 3 y.
  const documented = { confidence: 'documented', contact_id: place.decider.id, document: 'Ledger 2025' };
  await add({ kind: 'benefit', name: 'Overtime', amount_minor: 30_000_000, ...documented });
  await add({ kind: 'benefit', name: 'Errors', amount_minor: 12_000_000, confidence: 'estimated' });
  const guess = await add({ kind: 'benefit', name: 'Space', amount_minor: 8_000_000 });
  await add({ kind: 'price', name: 'Price', amount_minor: 45_000_000 });
  await add({ kind: 'running', name: 'Running', amount_minor: 3_000_000 });
  let value = (await seller.get(path)).json;
  near(value.ours.npv, 42_039_819.68, 'npv'); // 420 398.20 in major units
  near(value.ours.roi, 42_039_819.68 / 45_000_000);
  assert.deepEqual([value.ours.benefit, value.ours.payback, value.ours.initial], [38_000_000, 2, 45_000_000]);
  assert.deepEqual(value.ours.confirmed, { n: 1, of: 3, amount_minor: 30_000_000 });
  assert.equal(value.unconfirmed[0] !== guess.id && value.unconfirmed.includes(guess.id), true, 'largest first');
  assert.equal(value.ours.waterfall.at(-1).weighted_minor, value.ours.value);
  near(
    value.ours.waterfall.slice(0, -1).reduce((sum, step) => sum + step.weighted_minor, 0),
    value.ours.value,
    'the steps add up to the total',
  );

  await add({ kind: 'risk', name: 'Standstill', amount_minor: 10_000_000, probability: 0.2 });
  assert.equal((await seller.get(path)).json.ours.cost, value.ours.cost + 2_000_000);
  await add({
    kind: 'benefit',
    name: 'Theirs',
    amount_minor: 20_000_000,
    competitor_id: place.rival.id,
    confidence: 'estimated',
  });
  await add({ kind: 'price', name: 'Their price', amount_minor: 40_000_000, competitor_id: place.rival.id });
  value = (await seller.get(path)).json;
  assert.equal(value.rivals[0].value, -30_000_000, 'a negative value is shown in full');
  assert.equal(value.rivals[0].difference, value.ours.value + 30_000_000);

  const value_case = await place.make('value_cases', {
    ...place.on_deal,
    years: 5,
    rate: 0,
    margin_minor: 10_000_000,
    cost_to_serve_minor: 2_000_000,
  });
  assert.deepEqual([(await seller.get(path)).json.years, (await seller.get(path)).json.rate], [5, 0]);
  await run_case(
    { as: 'seller', method: 'POST', url: 'value_cases', body: place.on_deal, status: 422, pointer: '/opportunity_id' },
    book,
  );

  const item = value.items.find((entry) => entry.name === 'Overtime');
  (
    await seller.patch(`value_items/${item.id}`, { realised_minor: 28_000_000, realised_at: yesterday() }, { 'If-Match': '*' })
  ).expect(200);
  value = (await seller.get(path)).json;
  assert.deepEqual([value.promised_minor, value.realised_minor], [30_000_000, 28_000_000]);
  near(value.realised_share, 0.9333333333);

  await add({ kind: 'effort', name: 'Abroad', amount_minor: 1, currency: 'EUR' });
  value = (await seller.get(path)).json;
  assert.deepEqual([value.error, value.ours, value.items.length], ['mixed_currency', null, 9], 'named, and nothing lost');
  await readers(t, path);

  await t.test('the buyer: type, gate and alarms', async (inner) => {
    const buyer = async () => (await seller.get(`opportunities/${place.opportunity.id}/buyer_type`)).expect(200).json;
    assert.deepEqual([(await buyer()).type, (await buyer()).profile], [null, null]);
    // Golden T9: 18.75 / 75 / 37.5, extrinsic.
    const profile = await place.make('buyer_profiles', {
      ...place.on_deal,
      answers: [2, 1, 2, 2, 4, 5, 4, 3, 3, 2, 3, 2],
      worked_as: 'intrinsic',
    });
    let now = await buyer();
    assert.deepEqual(now.scores, { intrinsic: 18.75, extrinsic: 75, strategic: 37.5 });
    assert.deepEqual([now.type, now.mode, now.alarms, now.serve_share], ['extrinsic', 'extrinsic', ['under_serving'], 0.2]);
    const answer = async (answers, more = {}) =>
      (await seller.patch(`buyer_profiles/${profile.id}`, { answers, ...more }, { 'If-Match': '*' })).expect(200);
    await answer([5, 5, 5, 5, 1, 1, 1, 1, 1, 1, 1, 1]);
    now = await buyer();
    assert.deepEqual([now.type, now.alarms], ['intrinsic', ['over_serving']], '20 % of the margin goes into serving');
    await answer([1, 1, 1, 1, 1, 1, 1, 1, 5, 5, 5, 5]);
    now = await buyer();
    assert.deepEqual([now.type, now.strategic_candidate, now.mode], ['strategic', true, 'extrinsic']);
    await answer([1, 1, 1, 1, 1, 1, 1, 1, 5, 5, 5, 5], {
      our_sponsor_id: book.seller.user.id,
      their_sponsor_id: place.decider.id,
      joint_goals: 1,
    });
    now = await buyer();
    assert.deepEqual([now.strategic_candidate, now.mode], [false, 'strategic']);
    await run_case(
      {
        as: 'seller',
        method: 'PATCH',
        url: `buyer_profiles/${profile.id}`,
        headers: { 'If-Match': '*' },
        body: { their_sponsor_id: book.mine.decider.id },
        status: 422,
        pointer: '/their_sponsor_id',
      },
      book,
    );
    await readers(inner, `opportunities/${place.opportunity.id}/buyer_type`);
  });
  assert.ok(value_case.id);
});

test('qualification: the indices, what is missing, and what the book suggests', async (t) => {
  const { seller } = book;
  const place = await furnish(seller, 'Qualified House', 'Qualified deal');
  const path = `accounts/${place.account.id}/qualification`;
  const rate = async (fields) => (await seller.patch(`accounts/${place.account.id}`, fields, { 'If-Match': '*' })).expect(200);
  const empty = (await seller.get(path)).expect(200).json;
  assert.deepEqual([empty.keyness, empty.tier, empty.missing.keyness], [null, 'undecided', [1, 2, 3, 4, 5, 6, 7]]);
  assert.equal(empty.suggested.keyness[2], 0, 'one person who decides');
  // Golden T10, and §12.10: A 65.
  await rate({ keyness: [4, 3, 3, 3, 2, 3, 2], attractiveness: [3, 3, 2, 2, 3, 2.5], strength: [1, 1, 1, 1] });
  const now = (await seller.get(path)).json;
  near(now.keyness, 70);
  assert.deepEqual([now.tier, now.grid, now.missing.keyness], ['key', 'invest_selectively', []]);
  assert.equal(now.tier_on_record, null, 'a person accepts it');
  await readers(t, path);
});

test('the cockpit shows the deal in one answer, and next actions and quality see its parts', async (t) => {
  const { seller } = book;
  const place = await furnish(seller, 'Cockpit House', 'Cockpit deal');
  const deal = place.opportunity.id;
  const cockpit = async () => (await seller.get(`opportunities/${deal}/cockpit`)).expect(200).json;
  let now = await cockpit();
  assert.deepEqual(
    [now.needs.open, now.offer.gate, now.questions.next.type, now.objections.open.length],
    [1, 'block', 'situation', 0],
  );
  assert.equal(now.opportunity.id, deal);
  assert.ok(!now.actions.some((action) => [1, 5].includes(action.rule)));

  const wanted = { to: 'explicit', text: 'One ledger', quote: { text: 'we must have one ledger', contact_id: place.decider.id } };
  const need = (await seller.post('needs/heard', { ...place.on_deal, ...wanted })).expect(201).json;
  const objection = await place.make('objections', {
    ...place.on_deal,
    quote: '不好用',
    blocking: true,
    contact_id: place.person.id,
  });
  now = await cockpit();
  assert.deepEqual([now.needs.explicit, now.objections.blocking, now.objections.open[0].id], [1, 1, objection.id]);
  const first = now.actions[0];
  assert.deepEqual(
    [first.rule, first.kind, first.params.objection_id, first.params.text],
    [1, 'blocking_objection', objection.id, '不好用'],
  );
  const of_deal = async () => (await seller.get(`today?opportunity_id=${deal}&limit=20`)).expect(200).json.actions;
  const without = (await of_deal()).find((action) => action.rule === 5);
  if (without) assert.deepEqual([without.kind, without.params.need_id], ['need_without_benefit', need.id]);
  else assert.equal((await of_deal()).length, 3, 'three come first');

  // What is dismissed hides; what is resolved goes.
  (await seller.post('today/dismissals', { action_id: first.id, reason: 'in hand' })).expect(201);
  assert.ok(!(await of_deal()).some((action) => action.rule === 1));
  assert.ok(
    (await of_deal()).some((action) => action.rule === 5),
    'now the need without a benefit is among the three',
  );
  await place.make('statements', { ...place.on_deal, need_id: need.id, benefit: 'One ledger for all wards' });
  assert.ok(!(await of_deal()).some((action) => action.rule === 5));
  await run_case(
    { as: 'stranger', method: 'POST', url: 'today/dismissals', body: { action_id: first.id, reason: 'x' }, status: 404 },
    book,
  );

  const quality = (now) => now.opportunity.quality.missing;
  const before_value = quality(await cockpit());
  assert.ok(!before_value.includes('need_with_quote'));
  await place.make('value_items', { ...place.on_deal, kind: 'benefit', name: 'Overtime', amount_minor: 100, currency: 'CNY' });
  now = await cockpit();
  assert.deepEqual(
    now.value.unconfirmed.map((item) => item.name),
    ['Overtime'],
  );
  assert.deepEqual(now.value.confirmed, { n: 0, of: 1 });
  assert.deepEqual([now.value.count, now.value.waterfall.length], [1, 2]);
  // What the page draws comes with it, as the parts' own pages show it.
  for (const [part, path] of Object.entries({ needs: 'needs', offer: 'offer', questions: 'questions', criteria: 'criteria' }))
    assert.deepEqual(now[part], (await seller.get(`opportunities/${deal}/${path}`)).expect(200).json, part);
  assert.deepEqual(now.people.map((one) => one.name).sort(), [place.decider.name, place.person.name].sort());
  const step = await place.make('next_steps', { opportunity_id: deal, text: 'Send the table', due_on: '2026-12-24' });
  const planned = await place.make('calls', { ...place.on_deal, subject: 'Next week', held_at: '2036-12-24T08:00:00Z', status: 'planned' });
  now = await cockpit();
  assert.deepEqual([now.next_steps.map((one) => one.id), now.planned_calls.map((one) => one.id)], [[step.id], [place.call.id, planned.id]]);
  assert.equal(now.calls.next.id, planned.id);
  await readers(t, `opportunities/${deal}/cockpit`);
});

test('what a rule was given comes with its figure, and gives the same figure again', async () => {
  const { seller } = book;
  const place = await furnish(seller, 'Open Book House', 'Open book deal');
  const on = `opportunities/${place.opportunity.id}`;
  const change = async (path, fields) => (await seller.patch(path, fields, { 'If-Match': '*' })).expect(200);
  await change(`problems/${place.problem.id}`, { level_now: 3, level_ideal: 9, weight: 2 });
  await place.make('problems', { ...place.on_deal, name: 'Nobody rated it' });
  await change(`criteria/${place.criterion.id}`, { our_score: 4 });
  await place.make('criterion_scores', { criterion_id: place.criterion.id, competitor_id: place.rival.id, score: 2 });
  const money = { ...place.on_deal, currency: 'CNY' };
  const said = { confidence: 'said', contact_id: place.decider.id };
  await place.make('value_items', { ...money, ...said, kind: 'benefit', name: 'Overtime', amount_minor: 300, yearly: true });
  await place.make('value_items', { ...money, kind: 'risk', name: 'Late start', amount_minor: 100, probability: 0.2 });
  const again = async (rule, input) => (await seller.post(`method/rules/${rule}/run`, input)).expect(200).json;

  const needs = (await seller.get(`${on}/needs`)).expect(200).json;
  assert.equal((await again('C3.nmi', needs.nmi_input)).nmi, needs.nmi);
  assert.notEqual(needs.nmi, null);
  const gap = await again('C21', needs.gap.input);
  assert.deepEqual([gap.gap_percent, gap.cover], [needs.gap.percent, needs.gap.cover]);
  assert.equal(needs.gap.input.dimensions.length, 1, 'what nobody rated does not count');
  const [rival] = (await seller.get(`${on}/criteria`)).expect(200).json.rivals;
  assert.equal((await again('C14', rival.input)).advantage, rival.advantage);
  assert.ok(rival.advantage > 0);
  const { ours } = (await seller.get(`${on}/value`)).expect(200).json;
  const value = await again('C9.value', ours.input);
  assert.deepEqual([value.benefit, value.cost, value.value], [ours.benefit, ours.cost, ours.value]);
  assert.equal(ours.cost, 20, 'a risk counts by how likely it is');
  const { quality } = (await seller.get(on)).expect(200).json;
  const complete = await again('C24', quality.input);
  assert.deepEqual([complete.quality, complete.greyed, complete.missing], [quality.quality, quality.greyed, quality.missing]);
});

test('an empty deal has an empty cockpit, not zeros that claim something', async () => {
  const { seller, mine } = book;
  const empty = await mine.make('opportunities', { name: 'Nothing yet', account_id: mine.account.id });
  const now = (await seller.get(`opportunities/${empty.id}/cockpit`)).expect(200).json;
  assert.deepEqual(
    [
      now.needs.nmi,
      now.offer.coverage,
      now.offer.orphan_share,
      now.criteria.weakest,
      now.criteria.influence_index,
      now.value.value,
      now.calls.success_rate,
      now.buyer.type,
    ],
    [null, null, null, null, null, null, null, null],
  );
});
