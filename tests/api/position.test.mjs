// From evidence to a position, and everything that hangs on it: why, undo, as of a date, as known on a date, the wheel.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open_book } from '../support/book.mjs';
import { run_cases } from '../support/cases.mjs';
import { run } from '../support/program.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

const day_ms = 86_400_000;
const instant = (days_ago) => new Date(Date.now() - days_ago * day_ms).toISOString().replace(/\.\d+Z/, 'Z');
const date = (days_ago) => instant(days_ago).slice(0, 10);

async function deal(name, opened_days_ago = 60, over = {}) {
  const account = (await book.seller.post('accounts', { name })).expect(201).json;
  const body = {
    name: `${name} deal`,
    account_id: account.id,
    opened_at: instant(opened_days_ago),
    amount_minor: 5_000_000,
    ...over,
  };
  const opportunity = (await book.seller.post('opportunities', body)).expect(201).json;
  return { account, opportunity };
}

const prove = async (opportunity, code, days_ago, source_class = 'quote') =>
  (
    await book.seller.post('evidence', {
      opportunity_id: opportunity.id,
      code,
      source_class,
      quote: `${code} in their words`,
      observed_at: instant(days_ago),
    })
  ).expect(201);

const win = async (opportunity, days_ago) =>
  (
    await book.seller.patch(
      `opportunities/${opportunity.id}`,
      { result: 'won', closed_at: instant(days_ago) },
      { 'If-Match': '*' },
    )
  ).expect(200);

const position_of = async (opportunity) => (await book.seller.get(`opportunities/${opportunity.id}`)).expect(200).json.position;
const wheel_of = async (query = '') => (await book.seller.get(`wheel?unit=opportunity${query}`)).expect(200).json;
const count_in = (wheel, stage) => wheel.stages.find((entry) => entry.stage === stage);

test('nothing said: satisfaction, on no basis', async () => {
  const { opportunity } = await deal('Nothing Said');
  const position = await position_of(opportunity);
  assert.equal(position.stage, 'satisfaction');
  assert.equal(position.basis, 'none');
  assert.equal(position.confidence, 0);
  assert.equal(position.proven_stage, null);
});

test('a stage typed as proof is refused by name, in both languages', async () => {
  const { opportunity, account } = await deal('Typed');
  for (const language of ['zh-CN', 'en']) {
    for (const [path, version] of [[`opportunities/${opportunity.id}`, opportunity.version], [`accounts/${account.id}`, account.version]]) {
      const refused = (
        await book.seller.patch(path, { stage: 'choice' }, { 'If-Match': `"${version}"`, 'Accept-Language': language })
      ).expect(422).json;
      assert.deepEqual(
        refused.errors.map((error) => [error.pointer, error.code]),
        [['/stage', 'stage_not_typed']],
      );
      assert.match(refused.errors[0].detail, language === 'en' ? /derived from evidence/ : /由证据推导/);
    }
  }
  const made = await book.seller.post('opportunities', { name: 'Typed too', account_id: account.id, proven_stage: 'choice' });
  assert.equal(made.expect(422).json.errors[0].code, 'stage_not_typed');
});

test('a claim is shown hollow, and gives way to the first proof', async () => {
  const { opportunity } = await deal('Claimed Only');
  (
    await book.seller.post('stage_events', { opportunity_id: opportunity.id, kind: 'claim', stage: 'choice', at: instant(20) })
  ).expect(201);
  const claimed = await position_of(opportunity);
  assert.deepEqual([claimed.stage, claimed.basis, claimed.confidence, claimed.claimed_stage], ['choice', 'claimed', 0, 'choice']);
  const proof = await prove(opportunity, 'AK1', 10);
  const proven = await position_of(opportunity);
  assert.deepEqual([proven.stage, proven.basis, proven.claimed_stage], ['recognition', 'proven', 'choice']);
  assert.equal(proven.overclaim, 5);
  (await book.seller.post('undo', { change_id: proof.undo_id })).expect(200);
  assert.deepEqual(await position_of(opportunity), { ...claimed, ...(await position_of(opportunity)) });
  assert.equal((await position_of(opportunity)).basis, 'claimed');
});

test('evidence moves the position one gate at a time, and undo moves it back', async () => {
  const { opportunity } = await deal('Step By Step');
  await prove(opportunity, 'AK1', 40);
  assert.equal((await position_of(opportunity)).stage, 'recognition');
  // A seller's inference weighs 0.3: not enough for a gate.
  await prove(opportunity, 'DE1', 30, 'inference');
  assert.equal((await position_of(opportunity)).stage, 'recognition');
  const decision = await prove(opportunity, 'DE1', 20);
  assert.equal((await position_of(opportunity)).stage, 'decision');
  const undone = (await book.seller.post('undo', { change_id: decision.undo_id })).expect(200).json;
  assert.equal(undone.undone, 1);
  assert.equal((await position_of(opportunity)).stage, 'recognition');
  // And the undo is a change like any other.
  (await book.seller.post('undo', { change_id: undone.change_id })).expect(200);
  assert.equal((await position_of(opportunity)).stage, 'decision');
});

test('criteria before investigation: an evaluation may be skipped, never a criterion', async () => {
  const { opportunity } = await deal('Skipping');
  for (const [code, days] of [
    ['AK1', 50],
    ['DE1', 45],
    ['IN1', 30],
  ]) {
    await prove(opportunity, code, days);
  }
  assert.equal((await position_of(opportunity)).stage, 'decision');
  await prove(opportunity, 'CR1', 40);
  assert.equal((await position_of(opportunity)).stage, 'investigation');
});

test('a regression takes the position back and asks for fresh evidence', async () => {
  const { opportunity } = await deal('Falling Back');
  await prove(opportunity, 'AK1', 50);
  await prove(opportunity, 'DE1', 40);
  const body = {
    opportunity_id: opportunity.id,
    kind: 'regression',
    stage: 'recognition',
    at: instant(30),
    reason: 'Budget frozen',
  };
  (await book.seller.post('stage_events', body)).expect(201);
  assert.equal((await position_of(opportunity)).stage, 'recognition');
  await prove(opportunity, 'DE2', 35);
  assert.equal((await position_of(opportunity)).stage, 'recognition', 'what lies before the regression is cleared');
  await prove(opportunity, 'DE2', 5);
  assert.equal((await position_of(opportunity)).stage, 'decision');
});

test("an override is the manager's, with a reason, and evidence ends it", async (t) => {
  const { opportunity } = await deal('Overridden');
  const body = {
    opportunity_id: opportunity.id,
    kind: 'override',
    stage: 'choice',
    at: instant(8),
    reason: 'Heard from their board',
  };
  await run_cases(
    t,
    [
      { name: 'seller', as: 'seller', method: 'POST', url: 'stage_events', body, status: [403, 422] },
      {
        name: 'without reason',
        as: 'manager',
        method: 'POST',
        url: 'stage_events',
        body: { ...body, reason: ' ' },
        status: 422,
        pointer: '/reason',
      },
      { name: 'manager', as: 'manager', method: 'POST', url: 'stage_events', body, status: 201 },
    ],
    book,
  );
  const shown = await position_of(opportunity);
  assert.deepEqual([shown.stage, shown.basis], ['choice', 'override']);
  await prove(opportunity, 'AK1', 2);
  assert.deepEqual([(await position_of(opportunity)).stage, (await position_of(opportunity)).basis], ['recognition', 'proven']);
});

test("stuck and stale are told from the evidence's age", async () => {
  const { opportunity } = await deal('Gone Quiet', 200);
  await prove(opportunity, 'AK1', 190);
  await prove(opportunity, 'DE1', 60);
  const position = await position_of(opportunity);
  assert.equal(position.stuck, true, 'decision: norm 14 days, stuck after 28');
  assert.equal(position.stale, true);
  assert.equal(position.dwell_days, 60);
  assert.equal(position.stuck_line_days, 28);
  const { items } = (await book.seller.get('wheel/stuck?unit=opportunity')).expect(200).json;
  const row = items.find((entry) => entry.id === opportunity.id);
  assert.ok(row);
  assert.ok(row.suggestion.code);
});

test('why: the figure names its rule and its inputs, and the command line agrees', async () => {
  const { opportunity } = await deal('Asked Why');
  await prove(opportunity, 'AK1', 30);
  await prove(opportunity, 'DE1', 10);
  const why = (await book.seller.get(`opportunities/${opportunity.id}/position`)).expect(200).json;
  assert.equal(why.rule, 'C1.stage');
  assert.equal(why.health_rule, 'C2');
  assert.deepEqual([why.terms.reach_weight, why.terms.full_weight, why.terms.norm_dwell_days], [2, 4, 14], 'of the decision stage');
  const by_hand = run(['method', 'run', why.rule], { input: JSON.stringify(why.input) });
  assert.equal(by_hand.code, 0, by_hand.stderr);
  assert.deepEqual(JSON.parse(by_hand.stdout), why.answer);
  assert.equal(why.answer.stage, 'decision');
  (await book.stranger.get(`opportunities/${opportunity.id}/position`)).expect(404);
});

test('as of and as known on are two different questions', async () => {
  const { opportunity } = await deal('Two Times');
  await prove(opportunity, 'AK1', 50);
  await prove(opportunity, 'DE1', 10);
  const at = async (query) =>
    (await book.seller.get(`opportunities/${opportunity.id}/position?${query}`)).expect(200).json.position;
  assert.equal((await at(`as_of=${date(30)}`)).stage, 'recognition', 'true a month ago, by what we know now');
  assert.equal((await at(`as_of=${date(55)}`)).stage, 'satisfaction');
  assert.equal((await at(`as_of=${date(0)}`)).stage, 'decision');
  assert.equal((await at(`as_of=${date(0)}&known_on=${date(0)}`)).stage, 'decision');
  (await book.seller.get(`opportunities/${opportunity.id}/position?as_of=2001-01-01`)).expect(422, 'it was not on the wheel yet');
  (await book.seller.get(`accounts/${opportunity.account_id}/position?as_of=2001-01-01`)).expect(422);
  const dot_of = async (query) =>
    (await book.seller.get(`wheel/dots?unit=opportunity&${query}`)).expect(200).json.dots.find((dot) => dot.id === opportunity.id);
  assert.equal((await dot_of('')).stage, 'decision');
  assert.deepEqual(
    (({ stage, dwell_days }) => ({ stage, dwell_days }))(await dot_of(`as_of=${date(30)}`)),
    { stage: 'recognition', dwell_days: 20 },
    'a dot of last month stands where it stood last month',
  );
  assert.equal(await dot_of(`known_on=${date(1)}`), undefined, 'and nobody knew it yesterday');
  // Nothing was written before today: the book did not know this deal.
  (await book.seller.get(`opportunities/${opportunity.id}/position?known_on=${date(1)}`)).expect(404);
});

test('a lap closes and the next one opens; a deal that was won leaves the wheel', async () => {
  const { opportunity } = await deal('Second Lap', 100);
  await prove(opportunity, 'RE1', 60);
  await prove(opportunity, 'SA1', 40);
  await prove(opportunity, 'SA2', 30);
  const why_of = async (path) => (await book.seller.get(`${path}/position`)).expect(200).json;
  const why = await why_of(`opportunities/${opportunity.id}`);
  assert.deepEqual([why.position.lap, why.position.stage, why.position.basis], [2, 'satisfaction', 'proven']);
  assert.equal(why.input.evidence.length, 1, 'what came before belongs to the lap before');
  await prove(opportunity, 'AK1', 10);
  assert.equal((await why_of(`opportunities/${opportunity.id}`)).position.stage, 'recognition');
  await win(opportunity, 55);
  assert.equal((await why_of(`opportunities/${opportunity.id}`)).position.on_wheel, false);
  const customer = (await why_of(`accounts/${opportunity.account_id}`)).position;
  assert.deepEqual([customer.lap, customer.stage, customer.basis], [2, 'recognition', 'proven']);
});

test('a deal marked won without an order is claimed in reassessment', async () => {
  const { opportunity } = await deal('Won By Word', 100);
  await prove(opportunity, 'AK1', 50);
  await win(opportunity, 5);
  const { position, input } = (await book.seller.get(`opportunities/${opportunity.id}/position`)).expect(200).json;
  assert.deepEqual([position.stage, position.basis], ['recognition', 'proven']);
  assert.deepEqual([position.claimed_stage, position.overclaim], ['reassessment', 6]);
  assert.equal(input.claimed_stage.source, 'result');
});

test('the wheel counts what the positions say, on any date', async () => {
  const before_it = await wheel_of();
  const { opportunity } = await deal('Counted', 50, { amount_minor: 123_400 });
  await prove(opportunity, 'AK1', 40);
  await prove(opportunity, 'DE1', 5);
  const after_it = await wheel_of();
  assert.equal(after_it.total, before_it.total + 1);
  assert.equal(count_in(after_it, 'decision').proven, count_in(before_it, 'decision').proven + 1);
  assert.equal(after_it.stages.length, 8);
  for (const stage of after_it.stages) assert.equal(stage.count, stage.proven + stage.unproven, stage.stage);
  assert.equal(
    after_it.stages.reduce((sum, stage) => sum + stage.count, 0),
    after_it.total,
  );
  const month_ago = await wheel_of(`&as_of=${date(20)}`);
  assert.ok(count_in(month_ago, 'recognition').count >= 1);
  const { weeks } = (await book.seller.get('wheel/history?unit=opportunity&weeks=12')).expect(200).json;
  assert.equal(weeks.length, 13);
  assert.deepEqual(
    weeks.at(-1).counts,
    after_it.stages.map((stage) => stage.count),
  );
  const { dots } = (await book.seller.get('wheel/dots?unit=opportunity')).expect(200).json;
  const dot = dots.find((entry) => entry.id === opportunity.id);
  assert.deepEqual([dot.stage, dot.basis, dot.amount_minor], ['decision', 'proven', 123_400]);
  const moves = (await book.seller.get('wheel/moves?unit=opportunity&window_days=30&from=recognition&to=decision')).expect(
    200,
  ).json;
  assert.ok(moves.items.some((move) => move.id === opportunity.id));
});

test('an account shows its lead opportunity, largest open value first', async () => {
  const { account, opportunity } = await deal('Lead', 50, { amount_minor: 1_000 });
  await prove(opportunity, 'AK1', 30);
  const big = (
    await book.seller.post('opportunities', {
      name: 'Bigger',
      account_id: account.id,
      amount_minor: 9_000_000,
      opened_at: instant(50),
    })
  ).expect(201).json;
  await prove(big, 'AK1', 30);
  await prove(big, 'DE1', 20);
  const shown = (await book.seller.get(`accounts/${account.id}`)).expect(200);
  assert.equal(shown.json.lead_opportunity.id, big.id);
  assert.equal(shown.json.position.stage, 'decision');
  const pinned = await book.seller.patch(
    `accounts/${account.id}`,
    { pinned_opportunity_id: opportunity.id },
    { 'If-Match': shown.etag },
  );
  assert.equal(pinned.expect(200).json.position.stage, 'recognition');
});

test('a lost opportunity leaves the wheel and stays in the book', async () => {
  const { opportunity } = await deal('Lost');
  await prove(opportunity, 'AK1', 20);
  const with_it = await wheel_of();
  const now = await book.seller.get(`opportunities/${opportunity.id}`);
  const closing = { result: 'lost', result_reason: 'Price' };
  const lost = (await book.seller.patch(`opportunities/${opportunity.id}`, closing, { 'If-Match': now.etag })).expect(200);
  assert.equal((await wheel_of()).total, with_it.total - 1);
  (await book.seller.post('undo', { change_id: lost.undo_id })).expect(200);
  assert.equal((await wheel_of()).total, with_it.total);
});

test('mixed currencies are never added up', async () => {
  await deal('Dollars', 30, { amount_minor: 700, currency: 'USD' });
  await deal('Euros', 30, { amount_minor: 900, currency: 'EUR' });
  const wheel = await wheel_of();
  const currencies = wheel.total_value.map((money) => money.currency);
  assert.equal(new Set(currencies).size, currencies.length);
  assert.equal(wheel.total_value.find((money) => money.currency === 'USD').amount_minor, 700);
});

test('people see their own customers on the wheel', async (t) => {
  await deal('Private Customer');
  await run_cases(
    t,
    [
      { name: "stranger's dots", as: 'stranger', url: 'wheel/dots?unit=account', status: 200, lacks: ['Private Customer'] },
      { name: "stranger's stuck list", as: 'stranger', url: 'wheel/stuck', status: 200, lacks: ['Gone Quiet'] },
      {
        name: 'stranger counts none of them',
        as: 'stranger',
        url: 'wheel',
        status: 200,
        check: (a) => assert.equal(a.json.total, 0),
      },
      {
        name: 'by owner, through the filter',
        as: 'stranger',
        url: (b) => `wheel?owner_id=${b.seller.user.id}`,
        status: [200, 404],
        lacks: ['"total":1'],
      },
      {
        name: 'the manager of the team sees them',
        as: 'manager',
        url: 'wheel/dots?unit=account',
        status: 200,
        contains: ['Private Customer'],
      },
      { name: 'nobody', as: 'nobody', url: 'wheel', status: 401 },
      { name: 'bad date', as: 'seller', url: 'wheel?as_of=tomorrow', status: 422, pointer: '?as_of' },
      { name: 'a date to come', as: 'seller', url: 'wheel?as_of=2999-01-01', status: 422 },
      { name: 'bad unit', as: 'seller', url: 'wheel?unit=galaxy', status: 422, pointer: '?unit' },
      { name: 'bad window', as: 'seller', url: 'wheel?window_days=0', status: 422 },
      { name: 'no currency', as: 'seller', url: 'wheel?currency=zz', status: 422, pointer: '?currency' },
      { name: 'no tier', as: 'seller', url: 'wheel?tier=gold', status: 422, pointer: '?tier' },
      { name: 'an amount of what?', as: 'seller', url: 'wheel/dots?min_amount_minor=5', status: 422, pointer: '?currency' },
      { name: 'no stage', as: 'seller', url: 'wheel/moves?from=x', status: 422, pointer: '?from' },
      { name: 'unknown filter', as: 'seller', url: 'wheel?colour=red', status: 422, pointer: '?colour' },
    ],
    book,
  );
});
