// What is shown of the ground a deal stands on: the gap (METHOD M13, C21), the triangle (M1), rules of the game (M3) and issues (M2) where
// they are needed, the time after the order (M25, M37, M42), and reframes (M44).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { run_cases } from '../support/cases.mjs';
import { furnish, open_selling_book } from '../support/selling_book.mjs';

let book;
before(async () => {
  book = await open_selling_book();
});
after(() => book?.close());

const ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');
const day = (from_today) => ago(-from_today).slice(0, 10);
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-4, `${a} is not ${b}`);
const readers = (t, path) =>
  run_cases(
    t,
    [
      { name: `nobody: ${path}`, as: 'nobody', url: path, status: 401 },
      { name: `a stranger: ${path}`, as: 'stranger', url: path, status: 404 },
      { name: `the viewer: ${path}`, as: 'viewer', url: path, status: 200 },
    ],
    book,
  );

test('current and ideal: C21 over the dimensions, and the same answer by hand', async (t) => {
  const { seller } = book;
  const place = await furnish(seller, 'Gap House', 'Gap deal');
  for (const [name, now, ideal, promised, weight] of [
    ['Downtime', 3, 9, 8, 0.5],
    ['Scrap', 5, 8, 8, 0.3],
    ['Training', 7, 8, 7, 0.2],
  ])
    await place.make('problems', {
      ...place.on_deal,
      name,
      level_now: now,
      level_ideal: ideal,
      level_promised: promised,
      weight,
      value_now: '14',
      unit: 'h',
      contact_id: place.person.id,
      confirmed_at: ago(1),
      yearly_value_minor: 1_000_000,
    });
  const path = `accounts/${place.account.id}/gap`;
  const shown = (await seller.get(path)).expect(200).json;
  near(shown.gap, 4.1);
  near(shown.gap_percent, 48.2353);
  near(shown.cover, 0.829268);
  assert.deepEqual(shown.confirmed, { n: 3, of: 4 }, 'the problem without levels is there and not confirmed');
  assert.deepEqual(shown.yearly, [{ currency: 'CNY', amount_minor: 3_000_000, confirmed_minor: 3_000_000 }]);
  const run = (await seller.post('method/rules/C21/run', shown.input)).expect(200).json;
  near((run.answer ?? run).gap, shown.gap);
  assert.equal((await seller.get(`opportunities/${place.opportunity.id}/gap`)).expect(200).json.dimensions.length, 4);

  // A part tied to a dimension alone is needed; one tied to nothing is not.
  const tied = await place.make('solution_parts', { ...place.on_deal, name: 'Scanners', problem_id: shown.dimensions[1].id });
  const loose = await place.make('solution_parts', { ...place.on_deal, name: 'Wall display' });
  assert.deepEqual((await seller.get(`opportunities/${place.opportunity.id}/offer`)).json.unneeded_parts, [loose.id]);
  assert.deepEqual((await seller.get(path)).json.dimensions[1].parts, [
    { id: tied.id, name: 'Scanners', opportunity_id: place.opportunity.id },
  ]);
  await readers(t, path);
  await readers(t, `opportunities/${place.opportunity.id}/gap`);
});

test('triangle, rules and issues: what is missing is said in the cockpit, on the plan of a call, and on Today', async (t) => {
  const { seller } = book;
  const place = await furnish(seller, 'Rule House', 'Rule deal');
  const deal = `opportunities/${place.opportunity.id}`;
  const rule = await place.make('game_rules', {
    account_id: place.account.id,
    text: 'Public tender',
    mandatory: true,
    due_on: day(5),
  });
  const issue = await place.make('seller_issues', { ...place.on_deal, text: 'No access', kind: 'access', due_on: day(-1) });
  const checks = async () => (await seller.get(`${deal}/cockpit`)).expect(200).json.checks;
  assert.deepEqual(await checks(), {
    no_rival: false,
    unknown_rules: 1,
    no_improvement: true,
    causes_missing: 0,
    gains_missing: 1,
    issues_open: 1,
    issues_overdue: 1,
  });
  const plan = (await seller.get(`calls/${place.call.id}/plan`)).expect(200).json;
  assert.deepEqual(
    plan.issues.map((one) => one.id),
    [issue.id],
  );
  const due = async () => {
    const today = (await seller.get('today?tz_offset_minutes=0')).expect(200).json;
    return today.due.filter((one) => [rule.id, issue.id].includes(one.id));
  };
  assert.deepEqual((await due()).map((one) => [one.kind, one.overdue]).sort(), [
    ['game_rule', false],
    ['seller_issue', true],
  ]);
  (await seller.patch(`game_rules/${rule.id}`, { compliance: 'met' }, { 'If-Match': '*' })).expect(200);
  (await seller.patch(`seller_issues/${issue.id}`, { resolved_at: ago(0) }, { 'If-Match': '*' })).expect(200);
  assert.deepEqual(await due(), []);
  const after_all = await checks();
  assert.deepEqual([after_all.unknown_rules, after_all.issues_open], [0, 0]);

  await place.make('triangles', { ...place.on_deal, our_aims: 'One store first', rules_of: 'customer', rules_note: 'Their group' });
  const shown = (await seller.get(`${deal}/triangle`)).expect(200).json;
  assert.deepEqual(
    [shown.triangle.rules_of, shown.rivals.length, shown.rivals[0].name, shown.rules.length, shown.checks.no_rival],
    ['customer', 1, 'North Wind', 1, false],
  );
  assert.equal(shown.us_customer.people, 2);
  await readers(t, `${deal}/triangle`);
});

test('after the order: reminders by its date, value against promise, and what holds back the next lap', async (t) => {
  const { seller } = book;
  const place = await furnish(seller, 'Order House', 'Order deal');
  const path = `opportunities/${place.opportunity.id}/aftersales?offset_minutes=0`;
  const shown = async () => (await seller.get(path)).expect(200).json;
  assert.deepEqual([(await shown()).ordered_at, (await shown()).reminders, (await shown()).lap], [null, [], null]);
  await place.make('evidence', {
    ...place.on_deal,
    code: 'RE1',
    source_class: 'document',
    document: 'PO 7',
    observed_at: ago(4),
  });
  let now = await shown();
  assert.deepEqual(
    now.reminders.map((one) => one.state),
    ['due', 'coming', 'coming', 'coming'],
  );
  const on_today = async () =>
    (await seller.get('today?tz_offset_minutes=0')).json.reminders.filter((one) => one.opportunity_id === place.opportunity.id);
  assert.deepEqual((await on_today()).map((one) => one.day), [3]);
  await place.make('service_reminders', { ...place.on_deal, day: 3, note: 'In his own words', contact_id: place.person.id });
  assert.deepEqual(await on_today(), []);
  const benefit = await place.make('value_items', {
    ...place.on_deal,
    kind: 'benefit',
    name: 'Overtime',
    amount_minor: 200,
    currency: 'CNY',
    confidence: 'said',
    contact_id: place.person.id,
    confirmed_at: ago(5),
  });
  (
    await seller.patch(
      `value_items/${benefit.id}`,
      { realised_minor: 150, realised_at: ago(0), realised_contact_id: place.decider.id },
      { 'If-Match': '*' },
    )
  ).expect(200);
  const signal = await place.make('remorse_signals', {
    ...place.on_deal,
    text: 'Was it right?',
    contact_id: place.person.id,
    observed_at: ago(1),
  });
  now = await shown();
  assert.equal(now.reminders[0].record.note, 'In his own words');
  assert.equal(now.value.ratio, 0.75);
  assert.deepEqual(
    now.reasons.map((one) => one.kind),
    ['value'],
  );
  assert.deepEqual([now.lap.open_issues, now.lap.quiet], [1, false]);
  const settled = { resolved_at: ago(0), resolution: 'Looked at it together' };
  (await seller.patch(`remorse_signals/${signal.id}`, settled, { 'If-Match': '*' })).expect(200);
  assert.equal((await shown()).lap.open_issues, 0);
  (await seller.get(`opportunities/${place.opportunity.id}/aftersales?tz_offset_minutes=9999`)).expect(400, 422);
  await readers(t, `opportunities/${place.opportunity.id}/aftersales`);
});

test('reframe: forced by two continuations, settled by a card that says something new', async (t) => {
  const { seller } = book;
  const place = await furnish(seller, 'Thought House', 'Thought deal');
  const path = `opportunities/${place.opportunity.id}`;
  const calls = [];
  for (const days of [6, 3])
    calls.push(
      await place.make('calls', { ...place.on_deal, subject: 'Visit', held_at: ago(days), status: 'held', contact_ids: [place.person.id] }),
    );
  const forced = async () => (await seller.get(`${path}/cockpit`)).expect(200).json.reframe;
  assert.deepEqual((await forced()).cause, 'continuations');
  assert.equal((await forced()).calls.length, 2);
  const body = { ...place.on_deal, old_assumption: 'Too dear', why_it_failed: 'No move', new_hypothesis: 'Nobody is asked about it' };
  const card = await place.make('reframe_cards', body);
  assert.equal(card.cause, 'continuations');
  assert.equal(await forced(), null);
  const again = (await seller.post('reframe_cards', { ...body, new_hypothesis: 'NOBODY is asked, about it.' })).expect(422);
  assert.equal(again.json.errors[0].pointer, '/new_hypothesis');
  assert.deepEqual(
    (await seller.get(`${path}/reframe`)).expect(200).json.cards.map((one) => one.id),
    [card.id],
  );
  await readers(t, `${path}/reframe`);
});
