// Training modules and cases: nothing tells an answer before it is given, attempts are one's own and stay as they are, work evidence comes
// from the records alone, and a facilitator learns counts and no names.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../architecture/source_tree.mjs';
import { add_person } from '../support/book.mjs';
import { run_case, run_cases } from '../support/cases.mjs';
import { open_selling_book, tomorrow, yesterday } from '../support/selling_book.mjs';

let book;
before(async () => {
  book = await open_selling_book();
});
after(() => book?.close());

const read_all = (folder) =>
  readdirSync(join(root, 'practice', folder))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(root, 'practice', folder, name), 'utf8')));
const modules = read_all('modules');
const cases = read_all('cases');
const quiz_answers = (module) => Object.fromEntries(module.quiz.map((question) => [question.key, question.answer]));
const model_of = (one) => Object.fromEntries(one.questions.flatMap((question) => question.items.map((item) => [item.key, item.answer])));
const wrong = (question, right) => question.find((option) => option.key !== right).key;

const hand_in = async (client, kind, subject, answers, headers) =>
  (await client.post('practice/attempts', { kind, subject, answers }, headers)).expect(201).json;
const module_of = async (client, key) => (await client.get(`practice/modules/${key}`)).expect(200).json;
const evidence_of = async (client, key) => (await module_of(client, key)).evidence;
const have = (evidence, key) => evidence.parts.find((part) => part.key === key).have;

test('seven modules and two cases, and none of them tells an answer', async () => {
  const { json, text } = (await book.seller.get('practice')).expect(200);
  assert.deepEqual(
    json.modules.map((module) => module.key),
    modules.map((module) => module.key),
  );
  assert.deepEqual(
    json.cases.map((one) => one.key),
    cases.map((one) => one.key),
  );
  assert.ok(json.modules.every((module) => module.passed === false && module.quiz_state.progress.attempts === 0));
  assert.equal(json.may_facilitate, false);
  assert.doesNotMatch(text, /"answer"/);
  for (const module of modules) {
    const shown = (await book.seller.get(`practice/modules/${module.key}`)).expect(200);
    assert.doesNotMatch(shown.text, /"(answer|why|model)":/, module.key);
    assert.equal(shown.json.module.quiz.length, module.quiz.length);
    assert.ok(shown.json.module.cards.every((card) => card.text.zh && card.text.en));
  }
  for (const one of cases) {
    const shown = (await book.seller.get(`practice/cases/${one.key}`)).expect(200);
    assert.equal(shown.json.model, null);
    assert.equal(shown.json.latest, null);
    assert.doesNotMatch(shown.text, /"(answer|why|hidden|reasoning)":/, one.key);
  }
});

test('a quiz is scored with its reasons; four of five and no less pass', async () => {
  const client = await add_person(book, { name: 'Quinn Quiz', email: 'quinn@example.com', role: 'seller', team_id: book.north.id });
  const [module] = modules;
  const right = quiz_answers(module);
  const one_wrong = { ...right, q1: wrong(module.quiz[0].options, module.quiz[0].answer) };
  const two_wrong = { ...one_wrong, q2: wrong(module.quiz[1].options, module.quiz[1].answer) };
  const first = await hand_in(client, 'quiz', module.key, two_wrong);
  assert.ok(Math.abs(first.score - (100 * 4) / 6) < 1e-9, first.score);
  assert.equal(first.passed, false);
  assert.equal(first.agreement, null);
  assert.deepEqual(
    first.items.filter((item) => !item.right).map((item) => item.key),
    ['q1', 'q2'],
  );
  assert.ok(first.items.every((item) => item.why.zh && item.why.en && item.model));
  const second = await hand_in(client, 'quiz', module.key, one_wrong);
  assert.equal(second.passed, true);
  assert.ok(Math.abs(second.progress.score.since_previous - 100 / 6) < 1e-9);
  assert.equal(second.progress.attempts, 2);
  const shown = await module_of(client, module.key);
  assert.equal(shown.quiz_state.passed, true);
  assert.equal(shown.passed, false, 'a quiz alone passes nobody');
  assert.equal(shown.quiz_state.latest.items[0].own, one_wrong.q1);
  assert.equal(shown.quiz_state.attempts.length, 2);
});

test('drills are marked by themselves, orders too', async () => {
  const order = modules[0].drills.find((drill) => drill.kind === 'order');
  const places = Object.fromEntries(order.items.map((item, index) => [item.key, String(index + 1)]));
  assert.equal((await hand_in(book.seller, 'drill', order.key, places)).score, 100);
  const [first, second] = order.items;
  const swapped = { ...places, [first.key]: '2', [second.key]: '1' };
  const graded = await hand_in(book.seller, 'drill', order.key, swapped);
  assert.ok(Math.abs(graded.score - (100 * 5) / 7) < 1e-9, graded.score);
  for (const module of modules)
    for (const drill of module.drills.filter((one) => one.kind !== 'order')) {
      const answers = Object.fromEntries(drill.items.map((item) => [item.key, item.answer]));
      assert.equal((await hand_in(book.seller, 'drill', drill.key, answers)).score, 100, drill.key);
    }
});

test('a case is compared with the model only once it was answered, by kappa as the shell computes it', async () => {
  const client = await add_person(book, { name: 'Casey Case', email: 'casey@example.com', role: 'seller', team_id: book.north.id });
  const one = cases.find((entry) => entry.key === 'late_orders');
  const answers = { ...model_of(one), y5: 'P', x7: 'B', x2: 'P' };
  const graded = await hand_in(client, 'case', one.key, answers);
  assert.ok(graded.score < 100 && graded.agreement < 1);
  const tagged = one.questions.filter((question) => question.agreement);
  const input = {
    categories: tagged[0].choices.map((choice) => choice.key),
    pairs: tagged.flatMap((question) => question.items.map((item) => ({ own: answers[item.key], model: item.answer }))),
    linear: false,
  };
  const ran = (await client.post('method/rules/M27.agreement/run', input)).expect(200).json;
  assert.ok(Math.abs(ran.kappa - graded.agreement) < 1e-9, `${ran.kappa} ${graded.agreement}`);
  const shown = (await client.get(`practice/cases/${one.key}`)).expect(200).json;
  assert.ok(shown.model.reasoning.length > 0 && shown.model.hidden.length > 0);
  assert.equal(shown.latest.items.find((item) => item.key === 'y5').model, 'I');
  const better = await hand_in(client, 'case', one.key, model_of(one));
  assert.equal(better.agreement, 1);
  assert.ok(better.progress.agreement.since_first > 0 && better.progress.score.since_first > 0);
});

test('attempts are nobody else’s', async () => {
  const { key } = cases[0];
  const own = await hand_in(book.stranger, 'case', key, model_of(cases[0]));
  for (const client of [book.admin, book.manager, book.coach, book.seller, book.viewer]) {
    const answer = (await client.get(`practice/cases/${key}`)).expect(200);
    assert.ok(!answer.text.includes(own.id));
    assert.equal(answer.json.progress.attempts, 0);
    assert.equal(answer.json.model, null);
  }
});

test('an attempt cannot be changed or taken back', async () => {
  const attempt = await hand_in(book.seller, 'quiz', modules[1].key, quiz_answers(modules[1]));
  for (const method of ['PATCH', 'PUT', 'DELETE'])
    for (const path of [`practice/attempts/${attempt.id}`, 'practice/attempts'])
      assert.ok([404, 405].includes((await book.seller.send(method, path, {}, { 'If-Match': '*' })).status), `${method} ${path}`);
  const after_it = await module_of(book.seller, modules[1].key);
  assert.equal(after_it.quiz_state.latest.id, attempt.id);
});

test('a repeated request is one attempt', async () => {
  const headers = { 'Idempotency-Key': randomUUID() };
  const before_it = (await module_of(book.seller, modules[2].key)).quiz_state.progress.attempts;
  const first = await hand_in(book.seller, 'quiz', modules[2].key, quiz_answers(modules[2]), headers);
  const again = await hand_in(book.seller, 'quiz', modules[2].key, quiz_answers(modules[2]), headers);
  assert.equal(again.id, first.id);
  assert.equal((await module_of(book.seller, modules[2].key)).quiz_state.progress.attempts, before_it + 1);
});

test('what cannot be handed in, case by case', async (t) => {
  const post = (name, body, status, more = {}) => ({ name, as: 'seller', method: 'POST', url: 'practice/attempts', body, status, ...more });
  const key = modules[0].key;
  const right = quiz_answers(modules[0]);
  const order = modules[0].drills.find((drill) => drill.kind === 'order');
  const places = Object.fromEntries(order.items.map((item, index) => [item.key, String(index + 1)]));
  const { q1, ...without } = right;
  await run_cases(
    t,
    [
      { name: 'nobody reads', as: 'nobody', url: 'practice', status: 401 },
      { name: 'nobody reads a module', as: 'nobody', url: `practice/modules/${key}`, status: 401 },
      { name: 'nobody reads a case', as: 'nobody', url: 'practice/cases/late_orders', status: 401 },
      { name: 'nobody hands in', as: 'nobody', method: 'POST', url: 'practice/attempts', body: {}, status: 401 },
      { name: 'no such module', as: 'seller', url: 'practice/modules/nothing', status: 404 },
      { name: 'no such case', as: 'seller', url: 'practice/cases/nothing', status: 404 },
      post('nothing', {}, 422, { pointer: '/kind' }),
      post('no JSON', '{', [400, 422]),
      post('a list', [], [400, 422]),
      post('unknown kind', { kind: 'exam', subject: key, answers: right }, 422, { pointer: '/kind' }),
      post('unknown subject', { kind: 'quiz', subject: 'nothing', answers: {} }, 422, { pointer: '/subject' }),
      post('a case is no quiz', { kind: 'quiz', subject: 'late_orders', answers: {} }, 422, { pointer: '/subject' }),
      post('subject of another type', { kind: 'quiz', subject: 7, answers: right }, 422, { pointer: '/subject' }),
      post('answers as a list', { kind: 'quiz', subject: key, answers: ['a'] }, 422, { pointer: '/answers' }),
      post('one answer missing', { kind: 'quiz', subject: key, answers: without }, 422, { pointer: '/answers/q1' }),
      post('a choice that is none', { kind: 'quiz', subject: key, answers: { ...right, q1: 'z' } }, 422, { pointer: '/answers/q1' }),
      post('a choice of another type', { kind: 'quiz', subject: key, answers: { ...right, q1: 1 } }, 422, { pointer: '/answers/q1' }),
      post('an answer nobody asked for', { kind: 'quiz', subject: key, answers: { ...right, q99: 'a' } }, 422, { pointer: '/answers/q99' }),
      post('an odd field', { kind: 'quiz', subject: key, answers: right, score: 100 }, 422, { pointer: '/score' }),
      post('two on one place', { kind: 'drill', subject: order.key, answers: { ...places, close: '1' } }, 422, {
        pointer: '/answers/close',
      }),
      post('too large', { kind: 'quiz', subject: key, answers: { ...right, q1: 'x'.repeat(80_000) } }, 413),
    ],
    book,
  );
});

test('votes: counts of the facilitator’s people, from three on, and no names', async () => {
  const north = { team_id: book.north.id, role: 'seller' };
  const url = 'practice/cases/vending_line/votes';
  const one = cases.find((entry) => entry.key === 'vending_line');
  const people = [];
  for (const name of ['Voter Ann', 'Voter Bob', 'Voter Cid'])
    people.push(await add_person(book, { ...north, name, email: `${name.slice(6).toLowerCase()}@example.com` }));
  for (const [role, status] of [['nobody', 401], ['seller', 403], ['viewer', 403], ['coach', 200], ['manager', 200], ['admin', 200]])
    await run_case({ as: role, url, status }, book);
  await run_case({ as: 'coach', url: 'practice/cases/nothing/votes', status: 404 }, book);
  await hand_in(people[0], 'case', one.key, model_of(one));
  await hand_in(people[1], 'case', one.key, { ...model_of(one), shop_cycle: '4' });
  const few = (await book.coach.get(url)).expect(200).json;
  assert.deepEqual([few.told, few.people, few.items], [false, 0, []]);
  await hand_in(people[2], 'case', one.key, { ...model_of(one), shop_cycle: '3' });
  await hand_in(people[2], 'case', one.key, { ...model_of(one), shop_cycle: '2' });  // the latest counts
  const answer = (await book.coach.get(url)).expect(200);
  assert.equal(answer.json.told, true);
  assert.equal(answer.json.people, 3, 'the stranger is not of the coach’s team');
  assert.deepEqual(answer.json.items.find((item) => item.key === 'shop_cycle').counts, { 0: 1, 1: 0, 2: 1, 3: 0, 4: 1 });
  for (const person of people) assert.ok(!answer.text.includes(person.user.id) && !answer.text.includes(person.user.name));
  assert.doesNotMatch(answer.text, /"(answer|model|why)":/);
  // The administrator's people are all: the stranger, too, who answered above.
  assert.equal((await book.admin.get(url)).expect(200).json.people, 4);
  await hand_in(book.manager, 'case', one.key, model_of(one));
  assert.equal((await book.manager.get(url)).expect(200).json.people, 3, 'one’s own answer is not among them');
});

test('work evidence is found in one’s own records', async () => {
  const { seller, mine } = book;
  const { make, on_deal, person, decider } = mine;
  // 2: a position that is proven.
  assert.equal(have(await evidence_of(seller, 'wheel'), 'opportunities'), 0);
  const saw = { ...on_deal, contact_id: person.id, source_class: 'quote', observed_at: yesterday() };
  await make('evidence', { ...saw, code: 'AK1', quote: 'Too slow' });
  assert.equal(have(await evidence_of(seller, 'wheel'), 'opportunities'), 1);

  // 3: explicit needs in somebody's own words.
  assert.equal(have(await evidence_of(seller, 'need_analysis'), 'needs'), 0);
  const needs = [];
  for (const text of ['Count without overtime', 'See errors the same day', 'One list for both stores']) {
    const quote = { kind: 'want', text: `We must: ${text}`, contact_id: decider.id };
    const above = { visible: true, conscious: true, surface: true, clear: true };
    const need = (await seller.post('needs/heard', { ...on_deal, text, to: 'explicit', ...above, quote })).expect(201).json;
    assert.equal(need.state, 'explicit');
    needs.push(need.id);
  }
  const needs_evidence = await evidence_of(seller, 'need_analysis');
  assert.deepEqual([have(needs_evidence, 'needs'), needs_evidence.done], [3, true]);
  assert.equal((await module_of(seller, 'need_analysis')).passed, true, 'with the quiz handed in above');

  // 4: two plans of 75 points and more.
  const calls = [];
  for (const subject of ['First', 'Second']) {
    const held = { ...on_deal, subject, held_at: yesterday(), status: 'held' };
    const call = await make('calls', { ...held, objective: 'They send the list', fallback: 'They name a day' });
    for (const type of ['situation', 'problem', 'implication', 'implication', 'implication', 'need_payoff'])
      await make('questions', { ...on_deal, call_id: call.id, need_id: needs[0], type, text: `Ask ${type}`, asked: true, answered: true });
    calls.push(call);
  }
  const plans = await evidence_of(seller, 'need_development');
  const score = (await seller.get(`calls/${calls[0].id}/plan`)).expect(200).json.plan_score;
  assert.equal(have(plans, 'plans'), score >= 75 ? 2 : 0, `plan score ${score}`);
  assert.ok(score >= 75, score);
  assert.equal(plans.done, true);

  // 5: five people placed with what was seen, two calls with all four parts.
  const placed = { account_id: mine.account.id };
  for (let n = 0; n < 5; n += 1)
    await make('contacts', { ...placed, name: `Placed ${n}`, style: 'analyzing', style_evidence: n === 0 ? ' ' : 'Asks for figures' });
  assert.equal(have(await evidence_of(seller, 'communication'), 'contacts'), 4, 'blank evidence is none');
  await make('contacts', { ...placed, name: 'Placed last', style: 'controlling', style_evidence: 'Ten minutes, two options' });
  const said = { feature: 'Counts by itself', advantage: 'No overtime', benefit: 'Your evenings are free' };
  const statement = await make('statements', { ...on_deal, need_id: needs[0], ...said });
  assert.equal(have(await evidence_of(seller, 'communication'), 'calls'), 0);
  for (const call of calls) {
    await make('statement_uses', { ...on_deal, call_id: call.id, statement_id: statement.id, said: true });
    const log = { talk_share: 65, confirmed_summaries: 1, observations: 'A chart on the wall' };
    (await seller.patch(`calls/${call.id}`, log, { 'If-Match': '*' })).expect(200);
  }
  const talk = await evidence_of(seller, 'communication');
  assert.deepEqual([have(talk, 'contacts'), have(talk, 'calls'), talk.done], [5, 2, true]);

  // 1: one deal with every step, short of nothing.
  const before_it = await evidence_of(seller, 'basic_process');
  assert.equal(before_it.opportunity.id, mine.opportunity.id);
  assert.deepEqual(before_it.opportunity.steps, {
    preparation: true,
    approach: true,
    survey: true,
    presentation: true,
    demo: false,
    proposal: false,
    close: false,
  });
  assert.equal(before_it.done, false);
  await make('evidence', { ...saw, code: 'IN1', source_class: 'observed' });
  assert.equal((await evidence_of(seller, 'basic_process')).opportunity.steps.demo, false, 'seen by us is not said by them');
  await make('evidence', { ...saw, code: 'IN1', quote: 'Half a day, really' });
  const benefit = { kind: 'benefit', name: 'Overtime', amount_minor: 30_000_000, currency: 'CNY', yearly: true };
  await make('value_items', { ...on_deal, ...benefit, confidence: 'said', contact_id: decider.id });
  await make('commitments', { ...on_deal, who: 'customer', action: 'give_data', text: 'Sends the list', due_at: tomorrow() });
  const all = await evidence_of(seller, 'basic_process');
  assert.deepEqual(Object.entries(all.opportunity.steps).filter(([, done]) => !done), []);
  assert.equal(all.done, true);

  // What others did counts for nobody else, and 6 and 7 say that they cannot be shown yet.
  for (const client of [book.stranger, book.manager]) {
    assert.equal(have(await evidence_of(client, 'need_analysis'), 'needs'), 0);
    assert.equal((await evidence_of(client, 'basic_process')).done, false);
  }
  for (const key of ['objections_negotiation', 'relationship']) {
    await hand_in(seller, 'quiz', key, quiz_answers(modules.find((module) => module.key === key)));
    const state = await module_of(seller, key);
    assert.deepEqual([state.evidence.possible, state.evidence.done, state.quiz_state.passed, state.passed], [false, false, true, false]);
  }

  // A good plan stays one when its need is gone.
  (await seller.post(`needs/${needs[0]}/move`, { to: 'dropped', reason: 'Solved otherwise' })).expect(200);
  assert.equal((await evidence_of(seller, 'need_development')).done, true);
  assert.equal(have(await evidence_of(seller, 'need_analysis'), 'needs'), 2, 'a dropped need is none');
});

test('what a colleague practised is exported with him and erased with him', async () => {
  const leaver = await add_person(book, { name: 'Lena Leaver', email: 'lena@example.com', role: 'seller', team_id: book.south.id });
  const attempt = await hand_in(leaver, 'quiz', modules[0].key, quiz_answers(modules[0]));
  const exported = (await book.admin.get(`privacy/users/${leaver.user.id}/export`)).expect(200).json;
  assert.deepEqual(
    exported.practice_attempts.map((one) => [one.id, one.kind, one.subject, one.score, one.answers.q1]),
    [[attempt.id, 'quiz', modules[0].key, 100, modules[0].quiz[0].answer]],
  );
  (await book.admin.delete(`users/${leaver.user.id}`, { 'If-Match': '*' })).expect(200, 204);
  assert.equal((await book.admin.get(`privacy/users/${leaver.user.id}/erasure`)).expect(200).json.learning, 1);
  const erased = (await book.admin.post(`privacy/users/${leaver.user.id}/erasure`, { confirm: 'Lena Leaver' })).expect(200, 201).json;
  assert.equal((erased.erasure ?? erased).learning, 1);
  assert.deepEqual((await book.admin.get(`privacy/users/${leaver.user.id}/export`)).expect(200).json.practice_attempts, []);
});
