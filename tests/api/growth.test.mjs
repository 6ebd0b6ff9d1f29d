// What a customer wants to become (METHOD M45), what each who decides gains (M105), why one is against (M10–M12), how high a price talk
// climbs (M106), how an account is worked (M28), the self-check (M5, C22) and how a seller changes (M46).
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { run_cases } from '../support/cases.mjs';
import { furnish, open_selling_book } from '../support/selling_book.mjs';

let book;
before(async () => {
  book = await open_selling_book();
});
after(() => book?.close());

const ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);
const any = { 'If-Match': '*' };
const readers = (t, path, viewer = 200) =>
  run_cases(
    t,
    [
      { name: `nobody: ${path}`, as: 'nobody', url: path, status: 401 },
      { name: `a stranger: ${path}`, as: 'stranger', url: path, status: 404 },
      { name: `the viewer: ${path}`, as: 'viewer', url: path, status: viewer },
    ],
    book,
  );
// The answer of the rule to the input that the view names.
const rule = async (id, input) => (await book.seller.post(`method/rules/${id}/run`, input)).expect(200).json;
const answered = (run) => run.answer ?? run;

test('a key account needs a goal that somebody at the customer owns', async (t) => {
  const { seller } = book;
  const place = await furnish(seller, 'Growing House', 'First deal');
  const path = `accounts/${place.account.id}/growth`;
  assert.equal((await seller.get(path)).expect(200).json.check.lacks_goal, false, 'not a key account yet');
  (await seller.patch(`accounts/${place.account.id}`, { tier: 'key' }, any)).expect(200);
  const goal = await place.make('development_goals', {
    account_id: place.account.id,
    text: 'A second site',
    contribution: 'We train the crew',
  });
  assert.equal((await seller.get(path)).expect(200).json.check.lacks_goal, true, 'nobody owns it');
  (await seller.patch(`development_goals/${goal.id}`, { contact_id: place.decider.id, contributed_at: ago(1) }, any)).expect(200);
  const shown = (await seller.get(path)).expect(200).json;
  assert.deepEqual(shown.check, { lacks_goal: false, owned: 1, contributed: 1, of: 1 });
  assert.equal(shown.goals[0].contact.name, 'Finance director');
  assert.deepEqual(
    shown.needs.map((need) => need.text),
    ['Count without overtime'],
  );
  assert.equal(answered(await rule('M45.goals', shown.input)).lacks_goal, false);
  assert.deepEqual(
    [shown.relationship.orders, shown.relationship.repeat_share, shown.relationship.since],
    [0, null, null],
    'a call that is planned and no order is no relationship yet',
  );
  for (const days of [30, 10])
    await place.make('opportunities', {
      account_id: place.account.id,
      name: `Order ${days}`,
      opened_at: ago(90),
      result: 'won',
      closed_at: ago(days),
    });
  const later = (await seller.get(path)).expect(200).json.relationship;
  assert.deepEqual([later.orders, later.repeat_share, later.days], [2, 0.5, 30]);
  await readers(t, path);
});

test('each who decides gains something, for the house and for himself; money is held for a manager', async (t) => {
  const { seller, manager } = book;
  const place = await furnish(seller, 'Gaining House', 'Gain deal');
  const path = `opportunities/${place.opportunity.id}/gains`;
  const gains = async () => (await seller.get(path)).expect(200).json;
  assert.deepEqual([(await gains()).missing, (await gains()).people.map((p) => p.contact.name)], [1, ['Finance director']]);
  const made = await place.make('contact_benefits', {
    ...place.on_deal,
    contact_id: place.decider.id,
    organisation_benefit: 'The books close on the first',
    personal_benefit: '给他一张购物卡',
    personal_gain: 'recognition',
  });
  const strange = { ...place.on_deal, contact_id: book.mine.decider.id, organisation_benefit: 'Of another house' };
  assert.equal((await seller.post('contact_benefits', strange)).expect(422).json.errors[0].code, 'not_of_account');
  const twice = await seller.post('contact_benefits', { ...place.on_deal, contact_id: place.decider.id, organisation_benefit: 'Again' });
  assert.equal(twice.expect(422).json.errors[0].code, 'not_unique');
  let shown = await gains();
  assert.deepEqual([shown.missing, shown.held, shown.people[0].money_words], [0, 1, ['购物卡']]);
  const proposal = async () => (await seller.get(`opportunities/${place.opportunity.id}/proposal.docx?draft=true`)).expect(200);
  await proposal();
  // The seller cannot clear it, the manager can, and new words take the clearance back.
  const own_review = (await seller.patch(`contact_benefits/${made.id}`, { reviewed_at: ago(0) }, any)).expect(422);
  assert.equal(own_review.json.errors[0].code, 'for_managers');
  const cleared = (await manager.patch(`contact_benefits/${made.id}`, { reviewed_at: ago(0) }, any)).expect(200).json;
  assert.equal(cleared.reviewed_by_id, manager.user.id);
  assert.equal((await gains()).held, 0);
  const changed = (await seller.patch(`contact_benefits/${made.id}`, { personal_benefit: 'A voucher for dinner' }, any)).expect(200).json;
  assert.deepEqual([changed.reviewed_at, changed.reviewed_by_id], [null, null]);
  assert.deepEqual((await gains()).people[0].money_words, ['voucher']);
  (await seller.patch(`contact_benefits/${made.id}`, { personal_benefit: 'Speaks at the trade fair' }, any)).expect(200);
  shown = await gains();
  assert.deepEqual([shown.held, shown.people[0].money_words], [0, []]);
  const cockpit = (await seller.get(`opportunities/${place.opportunity.id}/cockpit`)).expect(200).json;
  assert.equal(cockpit.checks.gains_missing, 0);
  assert.ok(!cockpit.offer.gate_reasons.includes('gains_missing'));
  // What somebody wants for himself is for the account's own people.
  for (const who of [book.viewer, book.coach]) {
    const [shown_to] = (await who.get(path)).expect(200).json.people;
    assert.deepEqual([shown_to.benefit.personal_benefit, shown_to.missing, shown_to.money_words], [null, [], []]);
    assert.ok(shown_to.benefit.withheld.includes('personal_benefit'));
    assert.equal((await who.get(`contact_benefits/${made.id}`)).expect(200).json.personal_benefit, null);
  }
  await readers(t, path);
});

test('whoever is against us is so for a reason, and the reason has words', async () => {
  const { seller } = book;
  const place = await furnish(seller, 'Doubting House', 'Doubt deal');
  const deal = `opportunities/${place.opportunity.id}/cockpit`;
  const contact = `contacts/${place.person.id}`;
  assert.equal((await seller.patch(contact, { attitude: -1 }, any)).expect(200).json.wants_cause, true);
  assert.equal((await seller.get(deal)).expect(200).json.checks.causes_missing, 1);
  const refused = (await seller.patch(contact, { opposition_cause: 'rival_taught' }, any)).expect(422).json.errors[0];
  assert.deepEqual([refused.pointer, refused.code], ['/opposition_words', 'required_for_cause']);
  const cause = { opposition_cause: 'rival_taught', opposition_words: 'Quotes their brochure' };
  const named = (await seller.patch(contact, cause, any)).expect(200);
  assert.equal(named.json.wants_cause, false);
  assert.equal((await seller.get(deal)).expect(200).json.checks.causes_missing, 0);
  // Of somebody who is not against us there is no root of opposition: it goes when he comes round.
  const around = (await seller.patch(`contacts/${place.decider.id}`, { attitude: 1, ...cause }, any)).expect(422).json.errors[0];
  assert.deepEqual([around.pointer, around.code], ['/opposition_cause', 'only_of_opponents']);
  const won_over = (await seller.patch(contact, { attitude: 1 }, any)).expect(200).json;
  assert.deepEqual([won_over.opposition_cause, won_over.opposition_words], [null, 'Quotes their brochure']);
  (await seller.patch(contact, { attitude: -1, ...cause }, any)).expect(200);
  const seen = (await book.viewer.get(contact)).expect(200).json;
  assert.deepEqual([seen.opposition_cause, seen.opposition_words, seen.wants_cause], [null, null, false], 'stances are not for viewers');
  assert.ok(seen.withheld.includes('opposition_words'));
});

test('a price talk climbs as high as confirmed figures bear', async () => {
  const { seller } = book;
  const place = await furnish(seller, 'Reckoning House', 'Price deal');
  const item = (body) => place.make('value_items', { ...place.on_deal, currency: 'CNY', confidence: 'ours', ...body });
  const ladder = async () => (await seller.get(`opportunities/${place.opportunity.id}/value`)).expect(200).json.ladder;
  assert.equal((await ladder()).highest, null);
  await item({ kind: 'price', name: 'Licence', amount_minor: 900 });
  await item({ kind: 'price', name: 'Theirs', amount_minor: 1000, competitor_id: place.rival.id });
  assert.equal((await ladder()).highest, 'low_price');
  const training = await item({ kind: 'switching', name: 'Training', amount_minor: 50 });
  await item({ kind: 'running', name: 'Their upkeep', amount_minor: 400, yearly: true, competitor_id: place.rival.id });
  let shown = await ladder();
  assert.equal(shown.highest, 'low_price');
  assert.deepEqual(shown.steps[1].missing, ['costs_unconfirmed']);
  (await seller.patch(`value_items/${training.id}`, { confidence: 'said', contact_id: place.decider.id }, any)).expect(200);
  assert.equal((await ladder()).highest, 'total_cost');
  await item({ kind: 'benefit', name: 'Overtime', amount_minor: 5000, confidence: 'said', contact_id: place.decider.id });
  shown = await ladder();
  assert.equal(shown.highest, 'added_value');
  assert.equal(answered(await rule('M106.ladder', shown.input)).highest, 'added_value');
});

test('the close is warned of while something stands against it', async () => {
  const { seller } = book;
  const place = await furnish(seller, 'Closing House', 'Close deal');
  const path = `opportunities/${place.opportunity.id}`;
  const close = async () => (await seller.get(`${path}/cockpit`)).expect(200).json.close;
  assert.equal(await close(), null, 'we are not closing');
  (await seller.patch(path, { seller_step: 'close' }, any)).expect(200);
  assert.deepEqual(await close(), { before_choice: true, must_have_uncovered: false, blocking_objections: 0 });
  const objection = await place.make('objections', { ...place.on_deal, quote: 'No', class: 'price', blocking: true });
  assert.equal((await close()).blocking_objections, 1);
  assert.equal(objection.wants_cause, true);
  assert.equal((await seller.patch(`objections/${objection.id}`, { cause: 'self_belief' }, any)).expect(200).json.wants_cause, false);
});

test('the next question follows what they said, and can be asked as it stands', async () => {
  const { seller } = book;
  const place = await furnish(seller, 'Asking House', 'Question deal');
  const next = async () => (await seller.get(`opportunities/${place.opportunity.id}/cockpit`)).expect(200).json.questions.next;
  assert.equal((await next()).type, 'situation');
  const quote = { kind: 'difficulty', text: 'Two evenings a week are lost', contact_id: place.person.id };
  (await seller.post(`needs/${place.need.id}/move`, { to: 'implied', quote, conscious: true })).expect(200);
  const asked = await next();
  assert.equal(asked.type, 'implication', 'they have named the difficulty themselves');
  assert.match(asked.text.en, /[{}]/);
  for (const words of Object.values(asked.spoken)) assert.doesNotMatch(words, /[{}[\]]/);
});

test('a key account in the short form is named', async () => {
  const { seller } = book;
  const account = (await seller.post('accounts', { name: 'Short House', keyness: [4, 4, 4, 4, 4, 4, 4] })).expect(201).json;
  const path = `accounts/${account.id}/qualification`;
  const work = async () => (await seller.get(path)).expect(200).json.work;
  assert.equal((await work()).mismatch, null, 'nobody works it yet');
  const deal = (await seller.post('opportunities', { name: 'By price', account_id: account.id })).expect(201).json;
  const shown = await work();
  assert.equal(shown.mismatch, 'short_form');
  assert.equal(answered(await rule('M28.work', shown.input)).mismatch, 'short_form');
  (await seller.post('questions', { opportunity_id: deal.id, type: 'problem', text: 'What costs you most effort?' })).expect(201);
  assert.equal((await work()).mismatch, null);
});

test('"the customer is wrong" is no response to an objection', async () => {
  const { seller } = book;
  const place = await furnish(seller, 'Objecting House', 'Objection deal');
  const objection = await place.make('objections', { ...place.on_deal, quote: 'Too slow', class: 'capability_can' });
  const move = (body) => seller.post(`objections/${objection.id}/move`, body);
  (await move({ to: 'clarified', restated: 'You need a count within the hour' })).expect(200);
  (await move({ to: 'classified' })).expect(200);
  for (const response of ['您误会了，我们很快', 'You are wrong, it is fast'])
    assert.equal((await move({ to: 'responded', response })).expect(409).json.refusal.reason, 'blames');
  (await move({ to: 'responded', response: 'See it count your own store on Friday' })).expect(200);
});

test('the self-check: eight items, an action for what is low, a manager beside', async (t) => {
  const { seller, manager, coach } = book;
  const path = `users/${seller.user.id}/self_checks`;
  const empty = (await seller.get(path)).expect(200).json;
  assert.deepEqual([empty.items, empty.self_score, empty.gap, empty.elements], [[], null, null, [null, null, null, null]]);
  const actions = [null, null, null, null, null, null, 'Read the tender law', null];
  const made = (await seller.post('self_checks', { ratings: [4, 4, 3, 3, 4, 2, 1, 3], actions })).expect(201).json;
  (await manager.post('self_checks', { user_id: seller.user.id, ratings: [4, 4, 2, 2, 2, 2, 2, 2] })).expect(201);
  const shown = (await manager.get(path)).expect(200).json;
  assert.deepEqual([shown.self_score, shown.manager_score, shown.gap], [75, 62.5, 12.5]);
  assert.deepEqual(shown.elements, [4, 3, 3, 2]);
  const own = shown.items.find((item) => item.id === made.id);
  assert.deepEqual([own.own, own.actions[6], own.rated_by.id], [true, 'Read the tender law', seller.user.id]);
  assert.equal(answered(await rule('C22.selfcheck', own.input)).score, 75);
  const half = (await seller.post('self_checks', { ratings: [4, 4, null, 3, 4, 2, 2, 3], call_id: book.mine.call.id })).expect(201).json;
  const after_half = (await seller.get(path)).expect(200).json.items.find((item) => item.id === half.id);
  assert.deepEqual([after_half.score, after_half.call_id], [null, book.mine.call.id], 'one item missing: incomplete');
  await run_cases(
    t,
    [
      { name: 'nobody reads', as: 'nobody', url: path, status: 401 },
      { name: 'a seller of elsewhere', as: 'stranger', url: path, status: 404 },
      { name: 'the viewer sees records, not people', as: 'viewer', url: path, status: 404 },
      { name: 'his coach reads', as: 'coach', url: path, status: 200 },
      { name: 'nobody writes', as: 'nobody', method: 'POST', url: 'self_checks', body: {}, status: 401 },
      { name: 'a coach rates nobody', as: 'coach', method: 'POST', url: 'self_checks', body: { ratings: Array(8).fill(3) }, status: 403 },
      {
        name: "of another's seller",
        as: 'stranger',
        method: 'POST',
        url: 'self_checks',
        body: { user_id: seller.user.id, ratings: Array(8).fill(3) },
        status: 404,
      },
      ...[
        [{}, '/ratings'],
        [{ ratings: [1] }, '/ratings'],
        [{ ratings: 'all' }, '/ratings'],
        [{ ratings: [0, 4, 4, 4, 4, 4, 4, 4] }, '/actions/0'],
        [{ ratings: [5, 4, 4, 4, 4, 4, 4, 4] }, '/ratings/0'],
        [{ ratings: [2.5, 4, 4, 4, 4, 4, 4, 4] }, '/ratings/0'],
        [{ ratings: Array(8).fill(3), actions: Array(8).fill('x'.repeat(301)) }, '/actions/0'],
        [{ ratings: Array(8).fill(3), mood: 'good' }, '/mood'],
        [{ ratings: Array(8).fill(3), call_id: randomUUID() }, '/call_id'],
        [{ ratings: Array(8).fill(3), call_id: 'x' }, '/call_id'],
      ].map(([body, pointer]) => ({
        name: `refused at ${pointer}`,
        as: 'seller',
        method: 'POST',
        url: 'self_checks',
        body,
        status: 422,
        pointer,
      })),
    ],
    book,
  );
  assert.ok(coach);
});

test('a seller changes over the months, by what his calls hold', async (t) => {
  const { seller } = book;
  const place = await furnish(seller, 'Changing House', 'Change deal');
  const path = `users/${seller.user.id}/change_path`;
  const call = await place.make('calls', {
    ...place.on_deal,
    subject: 'Held',
    status: 'held',
    held_at: ago(0),
    talk_share: 60,
    reflections: [1, 1, 0, 1, 0],
  });
  for (const type of ['situation', 'problem', 'implication'])
    await place.make('questions', { ...place.on_deal, call_id: call.id, type, text: `A ${type}`, asked: true });
  await place.make('questions', { ...place.on_deal, call_id: call.id, type: 'need_payoff', text: 'Never asked' });
  await place.make('statement_uses', { call_id: call.id, statement_id: place.statement.id, said: true });
  const shown = (await seller.get(`${path}?offset_minutes=480`)).expect(200).json;
  assert.equal(shown.months.length, 12);
  const month = shown.months.at(-1);
  assert.equal(month.calls, 1);
  near(month.questions, 0.75);
  near(month.deep_questions, 1 / 3);
  assert.deepEqual([month.benefit_value, month.talk, month.customer_voiced, month.summary_accepted], [0, 0.6, 1, 0]);
  assert.equal(shown.slope.questions, null, 'one month is no slope');
  assert.deepEqual(answered(await rule('M46.path', shown.input)).months, shown.months);
  await readers(t, path, 404);
  (await book.manager.get(path)).expect(200);
});

test('each of the seven steps has its figures', async (t) => {
  const { seller } = book;
  const place = await furnish(seller, 'Stepping House', 'Step deal');
  const path = `users/${seller.user.id}/step_figures`;
  const figure = async (step, name) =>
    (await seller.get(path)).expect(200).json.steps.find((one) => one.step === step).figures.find((one) => one.name === name);
  const before = await figure('demo', 'criteria_proven');
  await place.make('criteria', { ...place.on_deal, name: 'Count in an hour', our_score: 4, proof: 'Log of the trial' });
  await place.make('criteria', { ...place.on_deal, name: 'No training', our_score: 2 });
  const proven = await figure('demo', 'criteria_proven');
  assert.deepEqual([proven.of - before.of, proven.unit], [2, 'share']);
  assert.equal((await figure('proposal', 'cycle_days')).unit, 'days');
  const won = { account_id: place.account.id, name: 'Won', opened_at: ago(60), result: 'won', closed_at: ago(20), seller_step: 'close' };
  const orders = await figure('proposal', 'proposal_to_order');
  await place.make('opportunities', won);
  assert.equal((await figure('proposal', 'proposal_to_order')).of, orders.of + 1);
  assert.ok((await figure('proposal', 'cycle_days')).value > 0);
  const statement = { feature: 'f', advantage: 'a', benefit: 'b', proof: 'p', condition: 'c', result: 'r', composed_seconds: 90 };
  const drill = await place.make('statements', { ...place.on_deal, ...statement });
  (await seller.patch(`statements/${drill.id}`, { peer_quality: 3 }, any)).expect(200);
  assert.equal((await figure('presentation', 'drill_quality')).value, 3);
  assert.ok((await figure('presentation', 'drills')).value > 0);
  const beyond = (await seller.patch(`statements/${drill.id}`, { peer_quality: 5 }, any)).expect(422);
  assert.equal(beyond.json.errors[0].pointer, '/peer_quality');
  await readers(t, path, 404);
});
