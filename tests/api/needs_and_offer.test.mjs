// Needs by METHOD C3, what we say about our offer by C5, questions by C4: guards, refusals, what follows, and who may ask.
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

const above = { visible: true, conscious: true, surface: true, clear: true };
const fresh_need = (over = {}) =>
  book.mine.make('needs', { ...book.mine.on_deal, text: 'End the recounts', severity: 4, urgency: 3, reach: 2, ...over });
const move = (need, body) => book.seller.post(`needs/${need.id}/move`, body);
const quote = (kind, text = '每周要重盘两个晚上') => ({ text, kind, contact_id: book.mine.person.id });

test('a need walks C3 one proof at a time, and says what each step lacks', async (t) => {
  const need = await fresh_need();
  assert.equal(need.state, 'latent');
  assert.ok(Math.abs(need.intensity - 57.5) < 1e-9, need.intensity);
  assert.deepEqual(
    need.moves.map((entry) => [entry.to, entry.allowed, entry.needs]),
    [
      ['implied', false, 'quote_difficulty'],
      ['explicit', false, 'volunteered'],
      ['dropped', false, 'reason'],
    ],
  );
  for (const [body, code, reason] of [
    [{ to: 'confirmed' }, 'need_transition', 'transition'],
    [{ to: 'latent' }, 'need_transition', 'transition'],
    [{ to: 'implied' }, 'need_guard_implied', 'guard'],
    [{ to: 'implied', quote: quote('want') }, 'need_guard_implied', 'guard'],
    [{ to: 'explicit', quote: quote('want'), ...above }, 'need_guard_explicit', 'guard'],
    [{ to: 'implied', quote: quote('difficulty') }, 'need_layer', 'layer'],
    [{ to: 'dropped' }, 'need_guard_dropped', 'guard'],
  ]) {
    await t.test(`refused: ${JSON.stringify(body).slice(0, 70)}`, async () => {
      const answer = await run_case(
        { as: 'seller', method: 'POST', url: `needs/${need.id}/move`, body, status: 409, code, lacks: ['"undo'] },
        book,
      );
      assert.equal(answer.json.refusal.reason, reason);
      assert.equal(answer.json.refusal.from, 'latent');
      const now = (await book.seller.get(`needs/${need.id}`)).json;
      assert.deepEqual([now.version, now.state, now.quotes_count], [1, 'latent', 0], 'a refusal writes nothing');
    });
  }

  const implied = (await move(need, { to: 'implied', visible: true, quote: quote('difficulty') })).expect(200);
  assert.ok(implied.undo_id);
  assert.equal(implied.json.state, 'implied');
  assert.equal(implied.json.band, 'below');
  assert.equal(implied.json.quotes[0].text, '每周要重盘两个晚上');
  (await move(need, { to: 'developed' })).expect(409);
  const asked = await book.mine.make('questions', {
    ...book.mine.on_deal,
    need_id: need.id,
    type: 'implication',
    text: '一年下来大约多少?',
    template_id: 'I2',
    accepted: true,
  });
  assert.ok(asked.asked && asked.answered, 'what was accepted was asked and answered');
  (await move(need, { to: 'developed', conscious: true })).expect(200);
  const explicit = (
    await move(need, { to: 'explicit', ...above, quote: { ...quote('want', '年底前必须解决'), question_id: asked.id } })
  ).expect(200).json;
  assert.equal(explicit.explicit_question_id, asked.id, 'the question that moved it is kept');
  assert.ok(explicit.explicit_at);
  assert.equal(explicit.volunteered, false);
  (await move(need, { to: 'confirmed', quote: quote('payoff', '月底就不用加班了') })).expect(200);
  (await move(need, { to: 'met' })).expect(409);
  (await move(need, { to: 'met', delivery_confirmed: true })).expect(200);
  (await move(need, { to: 'dropped', reason: 'x' })).expect(409);
});

test('what is not right about a move is named', async (t) => {
  const need = await fresh_need();
  const url = `needs/${need.id}/move`;
  const as = { as: 'seller', method: 'POST', url };
  await run_cases(
    t,
    [
      { ...as, name: 'no state', body: {}, status: 422, pointer: '/to' },
      { ...as, name: 'a state that is none', body: { to: 'big' }, status: 422, pointer: '/to' },
      { ...as, name: 'unknown field', body: { to: 'implied', mood: 1 }, status: 422, pointer: '/mood' },
      {
        ...as,
        name: 'a quote without words',
        body: { to: 'implied', quote: { kind: 'difficulty' } },
        status: 422,
        pointer: '/quote/text',
      },
      {
        ...as,
        name: 'a quote without a speaker proves nothing',
        body: { to: 'implied', visible: true, quote: { text: '太慢' } },
        status: 422,
        pointer: '/quote/contact_id',
      },
      { ...as, name: 'not an object', body: { to: 'implied', quote: 'slow' }, status: 422, pointer: '/quote' },
      { ...as, name: 'a quote not there', body: { to: 'implied', quote_id: need.id }, status: 422, pointer: '/quote_id' },
      { ...as, name: 'a stale version', body: { to: 'dropped', reason: 'gone' }, headers: { 'If-Match': '"7"' }, status: 412 },
      { ...as, name: 'nobody', as: 'nobody', body: { to: 'implied' }, status: 401 },
      { ...as, name: 'the viewer', as: 'viewer', body: { to: 'implied' }, status: 403 },
      { ...as, name: 'a stranger', as: 'stranger', body: { to: 'implied' }, status: 404 },
      { ...as, name: 'too large', body: () => JSON.stringify({ to: 'implied', reason: 'x'.repeat(2 << 20) }), status: 413 },
      { ...as, name: 'absent', url: 'needs/01990000-0000-7000-8000-000000000000/move', body: { to: 'implied' }, status: 404 },
    ],
    book,
  );
  assert.equal((await book.seller.get(`needs/${need.id}`)).json.version, 1);
});

test('one undo takes back the state, the flags and the quote of a move', async () => {
  const need = await fresh_need();
  const moved = (await move(need, { to: 'implied', visible: true, quote: quote('difficulty') })).expect(200);
  (await book.seller.post('undo', { change_id: moved.undo_id })).expect(200);
  const back = (await book.seller.get(`needs/${need.id}`)).json;
  assert.deepEqual([back.state, back.visible, back.quotes_count], ['latent', false, 0]);
});

test('a need heard is written with its quote; without a speaker it is a draft', async () => {
  const { seller, mine } = book;
  const heard = (
    await seller.post('needs/heard', { ...mine.on_deal, quote: { text: '月底总要加班对账', contact_id: mine.person.id } })
  ).expect(201);
  assert.deepEqual([heard.json.state, heard.json.draft, heard.json.text], ['implied', false, '月底总要加班对账']);
  const wanted = (
    await seller.post('needs/heard', {
      ...mine.on_deal,
      to: 'explicit',
      text: 'Replace the ledger',
      quote: { text: 'we must replace it by June', contact_id: mine.decider.id },
    })
  ).expect(201).json;
  assert.deepEqual([wanted.state, wanted.volunteered, wanted.band], ['explicit', true, 'above_water']);
  const draft = (await seller.post('needs/heard', { ...mine.on_deal, quote: { text: '太慢' } })).expect(201).json;
  assert.deepEqual([draft.state, draft.draft, draft.quotes_count], ['latent', true, 1]);
  (await seller.post('undo', { change_id: heard.undo_id })).expect(200);
  (await seller.get(`needs/${heard.json.id}`)).expect(404);
  for (const [body, pointer] of [
    [{ ...mine.on_deal }, '/quote'],
    [{ ...mine.on_deal, to: 'met', quote: { text: 'x' } }, '/to'],
    [{ quote: { text: 'x' } }, '/account_id'],
    [{ ...mine.on_deal, quote: { text: ' ' } }, '/quote/text'],
    [{ ...mine.on_deal, quote: { text: 'x', contact_id: book.theirs.person.id } }, '/quote/contact_id'],
  ])
    await run_case({ as: 'seller', method: 'POST', url: 'needs/heard', body, status: 422, pointer }, book);
  await run_case(
    { as: 'viewer', method: 'POST', url: 'needs/heard', body: { ...mine.on_deal, quote: { text: 'x' } }, status: 403 },
    book,
  );
});

test('the wording helper suggests and never decides', async () => {
  const ask = async (text) => (await book.seller.post('needs/suggest', { text })).expect(200).json;
  for (const [text, suggestion] of [
    ['现在太慢,经常出错', 'implied'],
    ['我们需要一个能自动对账的系统', 'explicit'],
    ['It keeps failing at month end', 'implied'],
    ['we need a system that reconciles by itself', 'explicit'],
    ["we don't need a new system", null],
    ['我们不需要换系统', null],
    ['如果有预算才会考虑,我们需要新系统', null],
    ['今天天气不错', null],
  ])
    assert.equal((await ask(text)).suggestion, suggestion, text);
  const denied = await ask("we don't need a new system");
  assert.deepEqual(
    denied.signals.map((signal) => [signal.counts, signal.why]),
    [[false, 'negated']],
  );
  await run_case({ as: 'seller', method: 'POST', url: 'needs/suggest', body: {}, status: 422, pointer: '/text' }, book);
  await run_case({ as: 'nobody', method: 'POST', url: 'needs/suggest', body: { text: 'x' }, status: 401 }, book);
});

test('the ledger: maturity, what lies under water, and who may read it', async (t) => {
  const place = await furnish(book.seller, 'Ledger House', 'Ledger deal');
  const deal = place.opportunity.id;
  const person = place.person.id;
  // Golden T4: (57.5, explicit), (100, implied), (25, confirmed).
  const heard = async (ratings, to) => {
    const body = { ...place.on_deal, to, ...ratings, text: 'n', quote: { text: 'q', contact_id: person } };
    return (await book.seller.post('needs/heard', body)).expect(201).json;
  };
  await heard({ severity: 4, urgency: 3, reach: 2 }, 'explicit');
  await heard({ severity: 5, urgency: 5, reach: 5 }, 'implied');
  const last = await heard({ severity: 2, urgency: 2, reach: 2 }, 'explicit');
  (await move(last, { to: 'confirmed', quote: { text: 'worth it', kind: 'payoff', contact_id: person } })).expect(200);
  const ledger = (await book.seller.get(`opportunities/${deal}/needs`)).expect(200).json;
  // The furnished latent need has m = 0 and I = 57.5: it stays out when it is dropped.
  assert.equal(ledger.open, 4);
  (await move(place.need, { to: 'dropped', reason: 'not theirs' })).expect(200);
  const now = (await book.seller.get(`opportunities/${deal}/needs`)).json;
  assert.ok(Math.abs(now.nmi - 51.0274) < 1e-4, now.nmi);
  assert.deepEqual([now.open, now.explicit, now.iceberg.above_water.length, now.iceberg.below.length], [3, 2, 2, 1]);
  assert.deepEqual(now.by_state, { latent: 0, implied: 1, developed: 0, explicit: 1, confirmed: 1, met: 0, dropped: 1 });
  assert.equal(now.problems.length, 1);
  assert.deepEqual(now.willingness, { n: 0, rho: null });
  const whole = (await book.seller.get(`accounts/${place.account.id}/needs`)).expect(200).json;
  assert.equal(whole.items.length, 4);
  for (const path of [
    `opportunities/${deal}/needs`,
    `accounts/${place.account.id}/needs`,
    `opportunities/${deal}/offer`,
    `opportunities/${deal}/questions`,
  ])
    await run_cases(
      t,
      [
        { name: `nobody: ${path}`, as: 'nobody', url: path, status: 401 },
        { name: `a stranger: ${path}`, as: 'stranger', url: path, status: 404 },
        { name: `the viewer: ${path}`, as: 'viewer', url: path, status: 200 },
      ],
      book,
    );
});

test('a statement is what its need makes it, and falls back when the need does', async () => {
  const { seller, mine } = book;
  const place = await furnish(seller, 'Statement House', 'Statement deal');
  const deal = `opportunities/${place.opportunity.id}`;
  const body = { to: 'explicit', text: 'n', must_have: true, quote: { text: 'we need it', contact_id: place.person.id } };
  const need = (await seller.post('needs/heard', { ...place.on_deal, ...body })).expect(201).json;
  let offer = (await seller.get(`${deal}/offer`)).expect(200).json;
  assert.deepEqual([offer.coverage, offer.must_have_coverage, offer.gate], [0, 0, 'block']);
  assert.deepEqual(offer.gate_reasons, ['must_have_uncovered', 'no_value', 'gains_missing']);
  assert.deepEqual(offer.uncovered_needs, [need.id]);

  const statement = await place.make('statements', {
    ...place.on_deal,
    feature_id: place.feature.id,
    benefit: 'No more overtime',
  });
  assert.equal(statement.feature, 'Counts every five minutes', 'the catalogue says the feature');
  assert.deepEqual([statement.class, statement.why], ['advantage', 'no_need']);
  const path = `statements/${statement.id}`;
  const patch = async (fields) => (await seller.patch(path, fields, { 'If-Match': '*' })).expect(200).json;
  assert.deepEqual(Object.values((({ class: c, why }) => ({ c, why }))(await patch({ need_id: need.id }))), [
    'benefit',
    'not_quantified',
  ]);
  const figures = { amount: 40, unit: 'h', period: 'month', basis: '2 evenings × 5 people × 4 weeks' };
  assert.equal((await patch(figures)).why, 'not_confirmed');
  const value = await patch({ contact_id: place.decider.id, confirmed_at: yesterday() });
  assert.deepEqual([value.class, value.why, value.completeness], ['value', null, 1]);
  offer = (await seller.get(`${deal}/offer`)).json;
  assert.deepEqual([offer.coverage, offer.gate, offer.gate_reasons, offer.class_mix.value], [1, 'pass', ['gains_missing'], 1]);

  const part = await place.make('solution_parts', { ...place.on_deal, name: 'Gold plating' });
  offer = (await seller.get(`${deal}/offer`)).json;
  assert.deepEqual([offer.gate, offer.gate_reasons, offer.unneeded_parts], ['block', ['part_untied', 'gains_missing'], [part.id]]);

  const talk = (await seller.post('statements/compose', { statement_id: statement.id })).expect(200).json;
  assert.deepEqual([talk.level, talk.missing], ['benefit', ['proof', 'condition', 'result']]);
  assert.match(talk.zh, /也就是说Errors show the same day；所以No more overtime/);
  assert.match(talk.en, /that is, Errors show the same day\. So No more overtime/);

  (
    await move(need, {
      to: 'developed',
      clear: false,
      quote: { text: 'maybe later', kind: 'retraction', contact_id: place.person.id },
    })
  ).expect(200);
  const fallen = (await seller.get(path)).json;
  assert.deepEqual(
    [fallen.class, fallen.why, fallen.version],
    ['advantage', 'need_not_explicit', value.version],
    'at once, without a change of its own',
  );

  // A need of another deal of the same customer does not count either.
  const second = await place.make('opportunities', { name: 'Second', account_id: place.account.id });
  const elsewhere = await place.make('statements', { opportunity_id: second.id, need_id: need.id, benefit: 'b' });
  assert.equal(elsewhere.why, 'other_opportunity');
  // Another customer's need is no need of ours.
  await run_case(
    {
      as: 'seller',
      method: 'POST',
      url: 'statements',
      body: { ...mine.on_deal, need_id: need.id, benefit: 'b' },
      status: 422,
      pointer: '/need_id',
    },
    book,
  );
  await run_case(
    { as: 'stranger', method: 'POST', url: 'statements/compose', body: { statement_id: statement.id }, status: 404 },
    book,
  );
  await run_case(
    { as: 'seller', method: 'POST', url: 'statements/compose', body: {}, status: 422, pointer: '/statement_id' },
    book,
  );
  const chart = (await seller.get('impact_chart')).expect(200).json;
  assert.equal(chart.model.length, 8);
  for (const point of chart.model)
    assert.ok(point.benefit >= point.advantage && point.advantage >= point.feature - 0.06, point.stage);
});

test('what hangs on a need keeps it in its place', async () => {
  const need = await fresh_need();
  await book.mine.make('need_quotes', { need_id: need.id, kind: 'difficulty', text: 'slow', contact_id: book.mine.person.id });
  const other = await book.mine.make('opportunities', { name: 'Elsewhere', account_id: book.mine.account.id });
  await run_case(
    {
      as: 'seller',
      method: 'PATCH',
      url: `needs/${need.id}`,
      headers: { 'If-Match': '*' },
      body: { opportunity_id: other.id },
      status: 422,
      pointer: '/opportunity_id',
    },
    book,
  );
});

test('a need that goes takes its quotes along and leaves questions and statements, and comes back whole', async () => {
  const { seller, mine } = book;
  const need = await fresh_need();
  const said = await mine.make('need_quotes', { need_id: need.id, kind: 'difficulty', text: 'slow', contact_id: mine.person.id });
  const question = await mine.make('questions', {
    ...mine.on_deal,
    need_id: need.id,
    type: 'problem',
    text: 'What costs you most?',
  });
  const statement = await mine.make('statements', { ...mine.on_deal, need_id: need.id, benefit: 'b' });
  const gone = (await seller.delete(`needs/${need.id}`, { 'If-Match': '*' })).expect(204);
  (await seller.get(`need_quotes/${said.id}`)).expect(404);
  assert.equal((await seller.get(`questions/${question.id}`)).json.need_id, null);
  assert.equal((await seller.get(`statements/${statement.id}`)).json.need_id, null);
  (await seller.post('undo', { change_id: gone.undo_id })).expect(200);
  assert.equal((await seller.get(`need_quotes/${said.id}`)).expect(200).json.text, 'slow');
  assert.equal((await seller.get(`questions/${question.id}`)).json.need_id, need.id);
  assert.equal((await seller.get(`statements/${statement.id}`)).json.need_id, need.id);
});

test('the bank has the templates in both languages and filters by what fits', async () => {
  const { seller } = book;
  const bank = async (query = '') => (await seller.get(`question_bank?${query}`)).expect(200).json.items;
  const all = await bank();
  assert.equal(all.filter((entry) => !entry.own && !entry.industry).length, 21);
  const p1 = all.find((entry) => entry.template_id === 'P1');
  assert.equal(p1.text.zh, '{环节}里最让您费心的是什么？');
  assert.equal(p1.text.en, 'What in {step} costs you most effort?');
  assert.deepEqual(p1.slots, { zh: ['环节'], en: ['step'] });
  assert.deepEqual([...new Set((await bank('stage=assessment')).map((entry) => entry.type))], ['need_payoff']);
  // A built-in question has its own stages and roles, so that a filter by them selects (M37: S and P on use, N on more).
  const built_in = async (query) =>
    (await bank(query)).filter((entry) => !entry.own && !entry.industry).map((entry) => entry.template_id);
  assert.deepEqual(await built_in('stage=choice'), ['P1', 'N1', 'N5']);
  assert.deepEqual(await built_in('stage=reassessment'), ['S2', 'S5', 'P1', 'P2', 'P3', 'P5', 'N2', 'N3']);
  assert.deepEqual(await built_in('role=gatekeeper'), ['S1', 'S4', 'S5']);
  assert.deepEqual(await built_in('role=purchasing&stage=recognition'), ['P2', 'P3', 'I2']);
  assert.deepEqual(p1.stages, ['satisfaction', 'recognition', 'investigation', 'choice', 'reassessment']);
  assert.deepEqual(p1.roles, ['influencer', 'user']);
  assert.deepEqual([...new Set((await bank('type=implication')).map((entry) => entry.type))], ['implication']);
  assert.ok((await bank('level=operating')).every((entry) => ['situation', 'problem'].includes(entry.type)));
  assert.equal((await bank('style=analyzing&type=implication'))[0].suits_style, true);
  const own = (
    await seller.post('question_templates', { type: 'implication', text_en: 'Who pays for {x}?', industry: 'Steel' })
  ).expect(201).json;
  assert.equal((await bank('industry=Steel'))[0].template_id, own.id, 'what is of the trade comes first');
  assert.ok(!(await bank('industry=Food')).some((entry) => entry.template_id === own.id));
  assert.ok(
    (await bank('role=gatekeeper')).some((entry) => entry.template_id === own.id),
    'one of our own that names no role is for everyone',
  );
  for (const trade of ['medical', 'manufacturing', 'retail', 'software']) {
    const first = (await bank(`industry=${trade}`)).slice(0, 3);
    assert.deepEqual([...new Set(first.map((entry) => entry.industry))], [trade]);
    for (const entry of first) assert.ok(entry.text.zh && entry.text.en && entry.text.zh !== entry.text.en, entry.template_id);
    assert.ok((await bank(`industry=${trade}`)).every((entry) => [trade, null].includes(entry.industry)));
  }
  const { industries } = (await seller.get('question_bank?industry=retail')).json;
  assert.deepEqual(industries, ['medical', 'manufacturing', 'retail', 'software', 'Steel'], 'all, whichever is chosen');
  for (const query of ['type=closing', 'stage=9', 'style=loud', 'colour=red'])
    await run_case({ as: 'seller', url: `question_bank?${query}`, status: 422 }, book);
  await run_case({ as: 'nobody', url: 'question_bank', status: 401 }, book);
});

test('a question counts as used once it was asked, and no more of them led to an explicit need than were answered', async () => {
  const { seller } = book;
  const place = await furnish(seller, 'Used House', 'Used deal');
  const use = async () => {
    const found = (await seller.get('question_bank?type=implication')).expect(200).json.items;
    for (const one of found) {
      assert.ok(one.led_to_explicit <= one.answered && one.answered <= one.used, JSON.stringify(one));
      assert.ok(one.rate === null ? one.answered === 0 : one.rate >= 0 && one.rate <= 1, JSON.stringify(one));
    }
    const { used, answered, led_to_explicit, rate } = found.find((one) => one.template_id === 'I6');
    return [used, answered, led_to_explicit, rate];
  };
  const ask = (over) =>
    place.make('questions', {
      ...place.on_deal,
      need_id: place.need.id,
      type: 'implication',
      text: 'Who?',
      template_id: 'I6',
      ...over,
    });
  const set = async (question, body) => (await seller.patch(`questions/${question.id}`, body, { 'If-Match': '*' })).expect(200).json;
  const planned = await ask({});
  assert.deepEqual(await use(), [0, 0, 0, null], 'planned is not used');
  await set(planned, { asked: true });
  assert.deepEqual(await use(), [1, 0, 0, null]);
  await set(planned, { answered: true });
  assert.deepEqual(await use(), [1, 1, 0, 0]);
  const said = await ask({ answered: true });
  assert.equal(said.asked, true, 'what was answered was asked');
  assert.deepEqual(await use(), [2, 2, 0, 0]);
  // One question that moved two needs is one question: it led to an explicit need once.
  const second = await place.make('needs', { ...place.on_deal, text: 'Find any batch', severity: 3, urgency: 2, reach: 2 });
  for (const need of [place.need, second])
    (
      await seller.post(`needs/${need.id}/move`, {
        to: 'explicit',
        volunteered: true,
        ...above,
        quote: { text: 'we need it', contact_id: place.person.id, question_id: said.id },
      })
    ).expect(200);
  assert.deepEqual(await use(), [2, 2, 1, 0.5]);
  // A question that nobody answered led nowhere, even if a need names it.
  const third = await place.make('needs', { ...place.on_deal, text: 'Fewer clicks', severity: 3, urgency: 2, reach: 2 });
  const silent = await ask({ need_id: third.id, asked: true });
  await seller.post(`needs/${third.id}/move`, {
    to: 'explicit',
    volunteered: true,
    ...above,
    quote: { text: 'we need that', contact_id: place.person.id, question_id: silent.id },
  });
  await use();
});

test('chains: plan and run are scored, faults of order are named, and the next question follows', async () => {
  const { seller } = book;
  const place = await furnish(seller, 'Chain House', 'Chain deal');
  const deal = `opportunities/${place.opportunity.id}`;
  const ask = (type, over = {}) =>
    place.make('questions', {
      ...place.on_deal,
      need_id: place.need.id,
      type,
      text: type,
      template_id: { implication: 'I2', need_payoff: 'N1' }[type],
      ...over,
    });
  const chains = async () => (await seller.get(`${deal}/questions`)).expect(200).json;
  assert.deepEqual(
    [(await chains()).plan.score, (await chains()).next.type, (await chains()).next.need_id],
    [0, 'situation', place.need.id],
  );
  // Golden T5: nS 3, nP 1, nI 2, nN 1.
  for (const type of ['situation', 'situation', 'situation', 'problem', 'implication', 'implication', 'need_payoff'])
    await ask(type);
  let now = await chains();
  assert.ok(Math.abs(now.plan.score - 73.3333) < 1e-3, now.plan.score);
  assert.equal(now.run.score, 0);
  assert.equal(now.run.mix, null);
  assert.equal(now.next.type, 'implication');
  assert.match(now.next.text.zh, /一年下来/);
  // Asked out of order: an implication before any problem was accepted.
  const first = now.items.find((entry) => entry.type === 'implication');
  (await seller.patch(`questions/${first.id}`, { accepted: true }, { 'If-Match': '*' })).expect(200);
  now = await chains();
  assert.deepEqual(now.run.faults, [
    { need_id: place.need.id, question_id: first.id, fault: 'implication_before_accepted_problem' },
  ]);
  assert.equal(now.items.find((entry) => entry.id === first.id).fault, 'implication_before_accepted_problem');
  // A template is credited once its question is the one that moved a need to explicit.
  const moved = (
    await seller.post(`needs/${place.need.id}/move`, {
      to: 'explicit',
      volunteered: true,
      ...above,
      quote: { text: 'we need it', contact_id: place.person.id, question_id: first.id },
    })
  ).expect(200).json;
  assert.equal(moved.explicit_question_id, first.id);
  const used = (await seller.get('question_bank?type=implication')).json.items.find((entry) => entry.template_id === 'I2');
  assert.ok(
    used.led_to_explicit >= 1 && used.answered >= used.led_to_explicit && used.rate > 0 && used.rate <= 1,
    JSON.stringify(used),
  );
  const unseen = (await book.stranger.get('question_bank?type=implication')).json.items.find(
    (entry) => entry.template_id === 'I2',
  );
  assert.equal(unseen.used, 0, "somebody else's use is not counted for him");
});
