// role × verb × object × ownership, every route of the OpenAPI document, against the rules as people read them
// (support/access_oracle.mjs). A route that is not here fails the last test. After every refusal the row is as it was.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oracle from '../support/access_oracle.mjs';
import { body_of, kinds, open_places } from '../support/access_places.mjs';
import { open_book } from '../support/book.mjs';

const { roles, places } = oracle;
const any_version = { 'If-Match': '*' };
let book;
const asked = new Set();

before(async () => {
  book = await open_book();
  await open_places(book);
});
after(() => book?.close());

// `route` is the pattern as the OpenAPI document has it.
function ask(role, method, route, path, body, headers) {
  asked.add(`${method} ${route}`);
  return book[role].send(method, `/api/v1/${path}`, body, headers);
}
const told = (role, method, path, answer) => `${method} ${path} as ${role}: ${answer.status} ${answer.text.slice(0, 400)}`;

// What an administrator reads of it, without what the clock moves.
async function seen_by_admin(path) {
  const answer = (await book.admin.get(path)).expect(200);
  return `${answer.etag} ${JSON.stringify({ ...answer.json, position: null, quality: null })}`;
}

async function expect_status(role, method, route, path, status, { body, headers, row } = {}) {
  const before_it = row && (status === 403 || status === 404 || status === 401) ? await seen_by_admin(row) : null;
  const answer = await ask(role, method, route, path, body, headers);
  assert.equal(answer.status, status, `expected ${status}\n${told(role, method, path, answer)}`);
  if (before_it) assert.equal(await seen_by_admin(row), before_it, `changed by a refused ${told(role, method, path, answer)}`);
  return answer;
}

for (const [collection, kind] of Object.entries(kinds)) {
  test(`${collection}: each verb in each place`, async () => {
    const list_route = `/api/v1/${collection}`;
    const item_route = `${list_route}/{id}`;
    const needs = kind.governed ? oracle.governs : oracle.tends;
    for (const place_name of places) {
      const place = book.places[place_name];
      const creating = kind.path?.(place) ?? collection;
      const make = async () => (await book.admin.post(creating, await body_of(kind, book.admin, place), kind.headers)).expect(201).json;
      // An account is its own place; of everything else there is one record in each.
      const record = collection === 'accounts' ? place.account : collection === 'opportunities' ? place.deal : await make();
      const item = `${collection}/${record.id}`;
      place.records = { ...place.records, [collection]: record.id };
      for (const role of roles) {
        const read = await expect_status(role, 'GET', item_route, item, oracle.status_of_read(role, place_name));
        if (read.status !== 200) assert.ok(!read.text.includes(record.id) || read.status === 401, told(role, 'GET', item, read));
        await expect_status(role, 'PATCH', item_route, item, oracle.status_of_change(role, place_name, needs, 200), {
          body: kind.change,
          headers: any_version,
          row: item,
        });
        if (collection !== 'accounts') {
          const count = async () => (await book.admin.all(`${collection}?limit=200`)).length;
          const body = await body_of(kind, book.admin, place);
          const status = oracle.status_of_create(role, place_name, needs);
          const records = status === 201 ? 0 : await count();
          await expect_status(role, 'POST', list_route, creating, status, { body, headers: kind.headers });
          if (status !== 201) assert.equal(await count(), records, `a refused POST of ${collection} left a record`);
        }
        const removing = kind.root || kind.governed ? oracle.governs : oracle.tends;
        const status = oracle.status_of_change(role, place_name, removing, 204);
        const going = status === 204 ? `${collection}/${(await make()).id}` : item;
        await expect_status(role, 'DELETE', item_route, going, status, {
          headers: any_version,
          row: status === 204 ? undefined : item,
        });
      }
    }
    // A list, and where there is one the count, hold what may be seen and nothing else.
    for (const role of roles) {
      if (role === 'nobody') {
        await expect_status(role, 'GET', list_route, collection, 401);
        continue;
      }
      asked.add(`GET ${list_route}`);
      const listed = new Set((await book[role].all(`${collection}?limit=200`)).map((record) => record.id));
      for (const place of places)
        assert.equal(
          listed.has(book.places[place].records[collection]),
          oracle.sees(role, place),
          `${collection} listed for ${role}: ${place}`,
        );
    }
  });
}

test('accounts are created by whoever may create, and are his', async () => {
  for (const role of roles) {
    const status = role === 'nobody' ? 401 : oracle.may_change_anything(role) ? 201 : 403;
    const made = await expect_status(role, 'POST', '/api/v1/accounts', 'accounts', status, { body: { name: `New of ${role}` } });
    if (status === 201) assert.equal(made.json.owner_id, book[role].user.id);
  }
});

test('an account or a deal is handed over by who governs it alone', async () => {
  for (const [collection, of] of [
    ['accounts', 'account'],
    ['opportunities', 'deal'],
  ])
    for (const place_name of places)
      for (const role of roles) {
        const place = book.places[place_name];
        const item = `${collection}/${place[of].id}`;
        const status = oracle.status_of_change(role, place_name, oracle.governs, 200);
        const other = book.colleague.user.id === place.owner_id ? book.seller.user.id : book.colleague.user.id;
        await expect_status(role, 'PATCH', `/api/v1/${collection}/{id}`, item, status, {
          body: { owner_id: other },
          headers: any_version,
          row: item,
        });
        if (status === 200) (await book.admin.patch(item, { owner_id: place.owner_id }, any_version)).expect(200);
      }
});

test('views of one record are seen with it', async () => {
  const views = [
    ...['gap', 'growth', 'needs', 'plan.docx', 'plan.pdf', 'position', 'qualification', 'timeline'].map(
      (view) => ['accounts', 'account', view],
    ),
    ...['aftersales', 'buyer_type', 'cockpit', 'criteria', 'gains', 'gap', 'needs', 'offer', 'position'].map(
      (view) => ['opportunities', 'deal', view],
    ),
    ...['proposal.docx', 'proposal.pdf'].map((view) => ['opportunities', 'deal', view, '?draft=true']),
    ...['questions', 'reframe', 'sheet.pdf', 'timeline', 'triangle', 'value'].map((view) => ['opportunities', 'deal', view]),
    ['calls', 'call', 'plan'],
    ['calls', 'call', 'plan.pdf'],
  ];
  for (const [collection, of, view, query = ''] of views)
    for (const place of places)
      for (const role of roles)
        await expect_status(
          role,
          'GET',
          `/api/v1/${collection}/{id}/${view}`,
          `${collection}/${book.places[place][of].id}/${view}${query}`,
          oracle.status_of_read(role, place),
        );
});

test('the content of a file is seen with what it hangs on', async () => {
  for (const place of places)
    for (const role of roles) {
      const file = book.places[place].records.attachments;
      const status = oracle.status_of_read(role, place);
      await expect_status(role, 'GET', '/api/v1/attachments/{id}/content', `attachments/${file}/content`, status);
    }
});

test('moves change what they move, so they are asked as changes', async () => {
  const { tends } = oracle;
  for (const place_name of places) {
    const place = book.places[place_name];
    const make = async (collection) =>
      (await book.admin.post(collection, await body_of(kinds[collection], book.admin, place))).expect(201).json;
    for (const role of roles) {
      const status = oracle.status_of_change(role, place_name, tends, 200);
      const created = oracle.status_of_create(role, place_name, tends);
      const call = await make('calls');
      await expect_status(role, 'POST', '/api/v1/calls/{id}/debrief', `calls/${call.id}/debrief`, status === 200 ? 201 : status, {
        body: { summary: 'Told' },
        row: `calls/${call.id}`,
      });
      await expect_status(
        role,
        'POST',
        '/api/v1/opportunities/{id}/criteria/normalise',
        `opportunities/${place.deal.id}/criteria/normalise`,
        status,
        { body: {}, row: `criteria/${place.criterion.id}` },
      );
      // A move that the rule itself refuses is a conflict; it gets so far only for who may change.
      const need = await make('needs');
      const moved = await ask(role, 'POST', '/api/v1/needs/{id}/move', `needs/${need.id}/move`, { to: 'explicit' });
      assert.ok(status === 200 ? [200, 409, 422].includes(moved.status) : moved.status === status, told(role, 'move', 'need', moved));
      const objection = await make('objections');
      const path = `objections/${objection.id}/move`;
      const answered = await ask(role, 'POST', '/api/v1/objections/{id}/move', path, { to: 'understood' });
      assert.ok(
        status === 200 ? [200, 409, 422].includes(answered.status) : answered.status === status,
        told(role, 'move', 'objection', answered),
      );
      await expect_status(role, 'POST', '/api/v1/captures', 'captures', created, {
        body: { opportunity_id: place.deal.id, text: 'Noted at the gate' },
      });
      await expect_status(role, 'POST', '/api/v1/needs/heard', 'needs/heard', created, {
        body: {
          opportunity_id: place.deal.id,
          quote: { text: 'We lose evenings', contact_id: place.person.id },
        },
      });
    }
  }
});

test('questions about a record in a body are answered with it', async () => {
  for (const place_name of places) {
    const place = book.places[place_name];
    for (const role of roles) {
      const status = oracle.status_of_read(role, place_name);
      await expect_status(role, 'POST', '/api/v1/captures/suggest', 'captures/suggest', status, {
        body: { account_id: place.account.id, text: 'Tomorrow we send the list' },
      });
      const composed = await ask(role, 'POST', '/api/v1/statements/compose', 'statements/compose', { statement_id: place.statement.id });
      assert.equal(composed.status === 200, status === 200, told(role, 'POST', 'statements/compose', composed));
    }
  }
});

test('search finds what may be seen and nothing else', async () => {
  for (const role of roles)
    for (const place_name of places) {
      const place = book.places[place_name];
      for (const [kind, id, words] of [
        ['account', place.account.id, `Customer ${place_name}`],
        ['opportunity', place.deal.id, `Deal of ${place_name}`],
        ['contact', place.person.id, `Person ${place_name}`],
        ['attachment', place.records.attachments, 'Minutes of Monday'],
      ]) {
        const answer = await ask(role, 'GET', '/api/v1/search', `search?q=${encodeURIComponent(words)}&kinds=${kind}&limit=50`);
        if (role === 'nobody') {
          assert.equal(answer.status, 401);
          continue;
        }
        answer.expect(200);
        const found = answer.json.items.some((item) => item.id === id);
        assert.equal(found, oracle.sees(role, place_name), told(role, 'GET', `search ${words}`, answer));
      }
    }
});

test('the wheel counts the accounts and deals of the lists, now and as of a day', async () => {
  for (const unit of ['account', 'opportunity'])
    for (const role of roles) {
      const at = (more = '') => ask(role, 'GET', '/api/v1/wheel', `wheel?unit=${unit}${more}`);
      if (role === 'nobody') {
        (await at()).expect(401);
        for (const view of ['dots', 'history', 'moves', 'stuck'])
          await expect_status(role, 'GET', `/api/v1/wheel/${view}`, `wheel/${view}`, 401);
        continue;
      }
      const list = unit === 'account' ? 'accounts' : 'opportunities';
      const on_wheel = await book[role].all(`${list}?on_wheel=true&limit=200`);
      const whole = (await at()).expect(200).json;
      assert.equal(whole.total, on_wheel.length, `${unit} wheel of ${role}`);
      const page = (await book[role].get(`${list}?on_wheel=true&limit=1`)).expect(200).json;
      assert.equal(page.total, on_wheel.length, `${unit} total of ${role}`);
      // By way of the spans instead of the daily sums, and as the book was known.
      const filtered = (await at('&currency=CNY&min_amount_minor=0')).expect(200).json;
      const valued = on_wheel.filter((record) => record.amount_minor !== null && record.amount_minor !== undefined).length;
      if (unit === 'opportunity') assert.equal(filtered.total, valued, `${unit} wheel of ${role} by value`);
      const known = (await at(`&known_on=${new Date().toISOString().slice(0, 10)}`)).expect(200).json;
      assert.equal(known.total, on_wheel.length, `${unit} wheel of ${role} as known today`);
      const dots = (await ask(role, 'GET', '/api/v1/wheel/dots', `wheel/dots?unit=${unit}`)).expect(200);
      const hidden = places.filter((place) => !oracle.sees(role, place)).map((place) => book.places[place]);
      for (const view of ['history', 'moves', 'stuck']) {
        const answer = (await ask(role, 'GET', `/api/v1/wheel/${view}`, `wheel/${view}?unit=${unit}`)).expect(200);
        for (const place of hidden) assert.ok(!answer.text.includes(place.account.id) && !answer.text.includes(place.deal.id));
      }
      for (const place of hidden) assert.ok(!dots.text.includes(place.account.id) && !dots.text.includes(place.deal.id));
    }
});

test('history tells of what may be seen', async () => {
  for (const place_name of places)
    for (const role of roles)
      for (const what of [
        `account_id=${book.places[place_name].account.id}`,
        `opportunity_id=${book.places[place_name].deal.id}`,
        `object=contact:${book.places[place_name].person.id}`,
      ])
        await expect_status(role, 'GET', '/api/v1/history', `history?${what}`, oracle.status_of_read(role, place_name));
});

test('a change is undone by who may make it, and by nobody who cannot see it', async () => {
  for (const place_name of places)
    for (const role of roles) {
      const place = book.places[place_name];
      const title = `Of ${role} ${Math.random()}`;
      const changed = (await book.admin.patch(`contacts/${place.person.id}`, { title }, any_version)).expect(200);
      // Another's change is undone by managers and administrators.
      const status = oracle.status_of_change(role, place_name, oracle.tends, role === 'seller' ? 403 : 200);
      await expect_status(role, 'POST', '/api/v1/undo', 'undo', status, {
        body: { change_id: changed.undo_id },
        row: `contacts/${place.person.id}`,
      });
    }
});

test('an export holds what the list holds', async () => {
  for (const role of roles) {
    const answer = await ask(role, 'GET', '/api/v1/export', 'export?entity=accounts&format=csv');
    const may = role === 'admin' || role === 'manager';
    assert.equal(answer.status, role === 'nobody' ? 401 : may ? 200 : 403, told(role, 'GET', 'export', answer));
    if (!may) continue;
    for (const place of places)
      assert.equal(answer.text.includes(book.places[place].account.id), oracle.sees(role, place), `export of ${role}: ${place}`);
  }
});

test('what not everyone learns is null and named, in every way it could be read', async () => {
  for (const place_name of places) {
    const place = book.places[place_name];
    const part = (
      await book.admin.post('solution_parts', { opportunity_id: place.deal.id, name: 'Part', cost_minor: 123_456_7, currency: 'CNY' })
    ).expect(201).json;
    const value_case = (
      await book.admin.post('value_cases', {
        opportunity_id: place.deal.id,
        years: 5,
        rate: 0.08,
        margin_minor: 765_432_1,
        cost_to_serve_minor: 111_222_3,
        currency: 'CNY',
      })
    ).expect(201).json;
    for (const role of roles.filter((role) => oracle.sees(role, place_name))) {
      const read = async (path) => (await book[role].get(path)).expect(200).json;
      const shown = (record, field, expected, learns, what) => {
        assert.equal(record[field], learns ? expected : null, `${what} as ${role} in ${place_name}`);
        assert.equal((record.withheld ?? []).includes(field), !learns, `${what}: named as ${role} in ${place_name}`);
      };
      const stance = oracle.learns_stance(role, place_name);
      const costs = oracle.learns_costs(role, place_name);
      shown(await read(`contacts/${place.person.id}`), 'attitude', -1, stance, 'attitude');
      shown(await read(`contacts/${place.person.id}`), 'style', 'analyzing', stance, 'style');
      shown(await read(`contacts/${place.person.id}`), 'style_evidence', 'Asks for the test reports first', stance, 'why the style');
      const listed = (await read(`contacts?account_id=${place.account.id}&limit=200`)).items.find((one) => one.id === place.person.id);
      shown(listed, 'attitude', -1, stance, 'attitude in a list');
      assert.equal((await read(`accounts/${place.account.id}`)).stance !== null, stance, `stances counted for ${role} in ${place_name}`);
      const planned = (await read(`calls/${place.call.id}/plan`)).people.find((one) => one.id === place.person.id);
      assert.equal(planned.attitude, stance ? -1 : null, `attitude in a plan as ${role} in ${place_name}`);
      shown(planned, 'style', 'analyzing', stance, 'style in a plan');
      const edge = (await read(`opportunities/${place.deal.id}/triangle`)).us_customer;
      assert.deepEqual(
        [edge.withheld, edge.against_us > 0, edge.for_us === null, edge.known === null],
        stance ? [false, true, false, false] : [true, false, true, true],
        `stances between us and the customer as ${role} in ${place_name}`,
      );
      shown(await read(`solution_parts/${part.id}`), 'cost_minor', 123_456_7, costs, 'cost');
      shown(await read(`value_cases/${value_case.id}`), 'margin_minor', 765_432_1, costs, 'margin');
      shown(await read(`value_cases/${value_case.id}`), 'cost_to_serve_minor', 111_222_3, costs, 'cost to serve');
      for (const path of [
        `opportunities/${place.deal.id}/offer`,
        `opportunities/${place.deal.id}/value`,
        `history?object=solution_part:${part.id}`,
        `history?object=value_case:${value_case.id}`,
        `history?account_id=${place.account.id}&limit=200`,
        `opportunities/${place.deal.id}/cockpit`,
        `accounts/${place.account.id}/timeline`,
      ]) {
        const text = JSON.stringify(await read(path));
        for (const number of ['1234567', '7654321', '1112223'])
          if (!costs) assert.ok(!text.includes(number), `${number} in ${path} as ${role} in ${place_name}`);
        if (!stance) assert.doesNotMatch(text, /"attitude":-1|"analyzing"|test reports first/, `${path} as ${role} in ${place_name}`);
      }
      const buyer = await read(`opportunities/${place.deal.id}/buyer_type`);
      assert.equal('serve_share' in buyer && buyer.serve_share !== null, costs, `serve share as ${role} in ${place_name}`);
    }
  }
  // Nothing filters or sorts by them.
  for (const query of [
    'contacts?attitude=-1',
    'contacts?style=analyzing',
    'solution_parts?cost_minor=1',
    'value_cases?margin_minor=1',
    'contacts?sort=attitude',
  ])
    for (const role of ['coach', 'seller', 'admin']) (await book[role].get(query)).expect(422, 400);
});

test('claiming and returning', async () => {
  for (const place_name of places)
    for (const role of roles) {
      const place = book.places[place_name];
      const account = (await book.admin.post('accounts', { name: 'Loose', owner_id: place.owner_id })).expect(201).json;
      const item = `accounts/${account.id}`;
      if (place_name === 'pool') {
        const status = role === 'nobody' ? 401 : oracle.may_change_anything(role) ? 200 : 403;
        await expect_status(role, 'POST', '/api/v1/accounts/{id}/claim', `${item}/claim`, status, { body: {}, row: item });
      } else {
        const status = role === 'nobody' ? 401 : !oracle.may_change_anything(role) ? 403 : oracle.governs(role, place_name) ? 409 : 404;
        await expect_status(role, 'POST', '/api/v1/accounts/{id}/claim', `${item}/claim`, status, { body: {}, row: item });
        const returned = status === 409 ? 200 : status;
        await expect_status(role, 'POST', '/api/v1/accounts/{id}/return', `${item}/return`, returned, {
          body: { reason: 'No budget this year' },
          row: returned === 200 ? undefined : item,
        });
      }
      // Given a part in it, one may neither claim nor return it.
      if (['shared_read', 'shared_write', 'account_team'].includes(place_name) && oracle.may_change_anything(role) && role !== 'admin') {
        const shared = `accounts/${place.account.id}`;
        await expect_status(role, 'POST', '/api/v1/accounts/{id}/claim', `${shared}/claim`, 409, { body: {} });
        await expect_status(role, 'POST', '/api/v1/accounts/{id}/return', `${shared}/return`, 403, { body: { reason: 'No' }, row: shared });
      }
    }
  for (const role of roles) {
    await expect_status(role, 'GET', '/api/v1/pool', 'pool', role === 'nobody' ? 401 : 200);
    const status = role === 'nobody' ? 401 : role === 'admin' ? 200 : 403;
    await expect_status(role, 'POST', '/api/v1/pool/sweep', 'pool/sweep', status, { body: {} });
  }
});

// What belongs to no customer: the role alone decides.
test('products, features and question templates are everybody’s', async () => {
  const bodies = {
    products: async () => ({ name: `Box ${Math.random()}` }),
    features: async () => ({
      product_id: (await book.admin.post('products', { name: `Of a feature ${Math.random()}` })).expect(201).json.id,
      feature: 'Cold',
    }),
    question_templates: async () => ({ type: 'problem', text_en: 'What do you dread?', text_zh: '最怕什么?' }),
  };
  const changes = { products: { family: 'Boxes' }, features: { advantage: 'Fresh' }, question_templates: { industry: 'Food' } };
  for (const [collection, body] of Object.entries(bodies))
    for (const role of roles) {
      const item = `${collection}/${(await book.admin.post(collection, await body())).expect(201).json.id}`;
      const read = role === 'nobody' ? 401 : 200;
      const write = (ok) => (role === 'nobody' ? 401 : oracle.may_change_anything(role) ? ok : 403);
      await expect_status(role, 'GET', `/api/v1/${collection}`, collection, read);
      await expect_status(role, 'GET', `/api/v1/${collection}/{id}`, item, read);
      await expect_status(role, 'POST', `/api/v1/${collection}`, collection, write(201), { body: await body() });
      await expect_status(role, 'PATCH', `/api/v1/${collection}/{id}`, item, write(200), {
        body: changes[collection],
        headers: any_version,
        row: item,
      });
      await expect_status(role, 'DELETE', `/api/v1/${collection}/{id}`, item, write(204), { headers: any_version });
    }
});

// By role alone: who may ask at all. `allowed` answers what it answers, but neither 401 nor 403 (nor does it fail).
const everyone = ['admin', 'manager', 'seller', 'coach', 'viewer'];
const admins = ['admin'];
const importers = ['admin', 'manager'];
const unknown_id = '01890000-0000-7000-8000-000000000000';
const by_role = [
  ['GET', 'call_numbers', everyone],
  ['GET', 'impact_chart', everyone],
  ['GET', 'objection_library', everyone],
  ['GET', 'objection_numbers', everyone],
  ['GET', 'question_bank', everyone],
  ['GET', 'practice', everyone],
  ['GET', 'practice/modules/{key}', everyone],
  ['GET', 'practice/cases/{key}', everyone],
  ['GET', 'practice/cases/{key}/votes', ['admin', 'manager', 'coach']],
  ['POST', 'practice/attempts', everyone, {}],
  ['GET', 'today', everyone],
  ['GET', 'vocabulary', everyone],
  ['POST', 'today/dismissals', everyone, {}],
  ['DELETE', 'today/dismissals/{id}', everyone],
  ['POST', 'needs/suggest', everyone, { text: 'We need it' }],
  ['GET', 'method/rules', everyone],
  ['GET', 'method/rules/{id}', everyone],
  ['POST', 'method/rules/{id}/run', everyone, {}],
  ['GET', 'keys', everyone],
  ['POST', 'keys', everyone, {}],
  ['DELETE', 'keys/{id}', everyone],
  ['GET', 'sessions', everyone],
  ['POST', 'sessions/{id}/end', everyone, {}],
  ['GET', 'totp', everyone],
  ['POST', 'totp', everyone, {}],
  ['POST', 'totp/confirm', everyone, {}],
  ['POST', 'totp/recovery_codes', everyone, {}],
  ['GET', 'users', everyone],
  ['GET', 'users/{id}', everyone],
  ['POST', 'users', admins, {}],
  ['PATCH', 'users/{id}', admins, {}],
  ['DELETE', 'users/{id}', admins],
  ['POST', 'users/{id}/reset', admins, {}],
  ['GET', 'teams', everyone],
  ['GET', 'teams/{id}', everyone],
  ['POST', 'teams', admins, {}],
  ['PATCH', 'teams/{id}', admins, {}],
  ['DELETE', 'teams/{id}', admins],
  ['PATCH', 'workspace', admins, {}],
  ['POST', 'setup/demo', admins, {}],
  ['GET', 'imports', importers],
  ['POST', 'imports', importers, {}],
  ['GET', 'imports/{id}', importers],
  ['PATCH', 'imports/{id}', importers, {}],
  ['POST', 'imports/{id}/check', importers, {}],
  ['POST', 'imports/{id}/run', importers, {}],
  ['POST', 'imports/{id}/undo', importers, {}],
  ['POST', 'imports/{id}/cancel', importers, {}],
  ['GET', 'imports/{id}/failed_rows', importers],
  ...['contacts', 'users'].flatMap((people) => [
    ['GET', `privacy/${people}/{id}/export`, admins],
    ['GET', `privacy/${people}/{id}/erasure`, admins],
    ['POST', `privacy/${people}/{id}/erasure`, admins, { confirm: 'Nobody' }],
  ]),
  ['GET', 'session', everyone],
  ['PATCH', 'session', everyone, { locale: 'en' }],
];
test('what the role alone decides', async () => {
  for (const [method, path, allowed, body] of by_role)
    for (const role of roles) {
      const answer = await ask(role, method, `/api/v1/${path}`, path.replace(/\{(id|key)\}/, unknown_id), body, any_version);
      const line = told(role, method, path, answer);
      if (role === 'nobody') assert.equal(answer.status, 401, line);
      else if (allowed.includes(role)) assert.ok(![401, 403].includes(answer.status) && answer.status < 500, line);
      else assert.equal(answer.status, 403, line);
    }
});

// Open to anyone, by what they are: they say who one is, or that the program is there.
const open_routes = [
  ['GET', '/livez'],
  ['GET', '/readyz'],
  ['GET', '/api/v1/openapi.json'],
  ['GET', '/api/v1/setup'],
  ['POST', '/api/v1/setup'],
  ['POST', '/api/v1/session'],
  ['POST', '/api/v1/password'],
  ['GET', '/api/v1/single_sign_on'],
  ['POST', '/api/v1/single_sign_on'],
  ['POST', '/api/v1/single_sign_on/finish'],
];
test('what is open tells nothing of the book', async () => {
  for (const [method, path] of open_routes) {
    asked.add(`${method} ${path}`);
    const answer = await book.nobody.send(method, path, method === 'POST' ? {} : undefined);
    assert.ok(answer.status < 500, `${method} ${path}: ${answer.status}`);
    for (const place of places) assert.ok(!answer.text.includes(book.places[place].account.id));
  }
});

test('figures of the server are for administrators', async () => {
  for (const role of roles) {
    asked.add('GET /metrics');
    const answer = await book[role].get('/metrics');
    assert.equal(answer.status, role === 'nobody' ? 401 : role === 'admin' ? 200 : 403);
  }
});

// About people, not about records: each himself, and whoever leads him.
test('self-checks and figures of a colleague are for him and for whoever leads him', async () => {
  for (const role of roles)
    for (const view of ['self_checks', 'change_path', 'step_figures'])
      for (const [whose, leaders] of [
        [book.seller, ['admin', 'manager', 'coach', 'seller']],
        [book.stranger, ['admin']],
      ]) {
        const status = role === 'nobody' ? 401 : leaders.includes(role) ? 200 : 404;
        await expect_status(role, 'GET', `/api/v1/users/{id}/${view}`, `users/${whose.user.id}/${view}`, status);
      }
  const ratings = Array(8).fill(3);
  for (const role of roles) {
    const status = role === 'nobody' ? 401 : { admin: 201, manager: 201, seller: 201, coach: 403, viewer: 403 }[role];
    await expect_status(role, 'POST', '/api/v1/self_checks', 'self_checks', status, { body: { user_id: book.seller.user.id, ratings } });
  }
});

test('signing out and streams are for who is signed in', async () => {
  await expect_status('nobody', 'GET', '/api/v1/events', 'events', 401);
  asked.add('DELETE /api/v1/session').add('POST /api/v1/totp/disable');
  (await book.nobody.post('totp/disable', {})).expect(401);
  (await book.nobody.delete('session')).expect(204);
});

test('no route of the OpenAPI document is missing here', async () => {
  const document = (await book.admin.get('/api/v1/openapi.json')).expect(200).json;
  const missing = [];
  for (const [path, methods] of Object.entries(document.paths))
    for (const method of Object.keys(methods)) {
      const route = `${method.toUpperCase()} ${path}`;
      if (!asked.has(route)) missing.push(route);
    }
  assert.deepEqual(missing, []);
});
