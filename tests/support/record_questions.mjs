// Every kind of record through the same questions: ok, unauthenticated, forbidden, someone else's, invalid, conflict,
// stale, without precondition, too large, replayed. The rows are made from one short description per kind:
//
// make: a valid body. required: fields whose absence is an error. change: a valid PATCH. wrong: [body over a valid one, pointer].
// hangs_on: the field that ties it to a customer; 'owner' for what has an owner of its own; null for what everyone shares.
// other: what of the body makes it the stranger's, where that is more than one account or deal.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { run_case } from './cases.mjs';

export const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');
export const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+Z/, 'Z');

const without = (body, field) => Object.fromEntries(Object.entries(body).filter(([name]) => name !== field));

export function ask_of_each(kinds, of_book) {
  for (const [collection, kind] of Object.entries(kinds)) test(collection, (t) => ask(t, collection, kind, of_book()));
}

async function ask(t, collection, kind, book) {
  const { seller } = book;
  const create = async (over = {}) => (await seller.post(collection, { ...kind.make(), ...over })).expect(201);
  const first = kind.make();
  const created = (await seller.post(collection, first)).expect(201);
  const record = created.json;
  const item = `${collection}/${record.id}`;
  const other_body = () => {
    if (kind.other) return { ...kind.make(), ...kind.other() };
    if (kind.hangs_on === 'owner') return without(kind.make(), 'account_id');
    if (kind.hangs_on === 'account_id') return { ...kind.make(), account_id: book.other_account.id };
    return { ...kind.make(), opportunity_id: book.other_opportunity.id };
  };
  const other = kind.hangs_on ? (await book.stranger.post(collection, other_body())).expect(201).json : null;
  const other_item = other && `${collection}/${other.id}`;
  const row = (case_row) => t.test(case_row.name, () => run_case(case_row, book));

  await t.test('ok: created, with its version, its place and a way back', () => {
    assert.match(record.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
    assert.equal(created.etag, `"${record.version}"`);
    assert.equal(created.headers.location, `/api/v1/${item}`);
    assert.ok(created.undo_id);
    for (const [name, value] of Object.entries(first)) {
      if (name !== 'code' && !/_at$/.test(name)) assert.deepEqual(record[name], value, name);
    }
  });
  await row({
    name: 'ok: read',
    as: 'seller',
    url: item,
    status: 200,
    contains: [record.id],
    check: (a) => assert.equal(a.etag, created.etag),
  });
  await row({ name: 'ok: listed', as: 'seller', url: `${collection}?limit=200`, status: 200, contains: [record.id, '"next"'] });

  for (const [method, url, body] of [
    ['GET', collection],
    ['POST', collection, kind.make()],
    ['GET', item],
    ['PATCH', item, kind.change],
    ['DELETE', item],
  ]) {
    const headers = { 'If-Match': '*' };
    await row({
      name: `unauthenticated: ${method} ${url}`,
      as: 'nobody',
      method,
      url,
      body,
      headers,
      status: 401,
      lacks: [record.id],
    });
  }
  for (const role of ['viewer', 'coach']) {
    await row({ name: `forbidden: ${role} creates`, as: role, method: 'POST', url: collection, body: kind.make, status: 403 });
    await row({
      name: `forbidden: ${role} changes`,
      as: role,
      method: 'PATCH',
      url: item,
      body: kind.change,
      headers: { 'If-Match': '*' },
      status: 403,
    });
    await row({
      name: `forbidden: ${role} deletes`,
      as: role,
      method: 'DELETE',
      url: item,
      headers: { 'If-Match': '*' },
      status: 403,
    });
  }
  if (other) {
    const any = { 'If-Match': '*' };
    await row({ name: "someone else's: read", as: 'seller', url: other_item, status: 404, lacks: [other.id] });
    await row({
      name: "someone else's: changed",
      as: 'seller',
      method: 'PATCH',
      url: other_item,
      body: kind.change,
      headers: any,
      status: 404,
    });
    await row({ name: "someone else's: deleted", as: 'seller', method: 'DELETE', url: other_item, headers: any, status: 404 });
    await row({ name: "someone else's: listed", as: 'seller', url: `${collection}?limit=200`, status: 200, lacks: [other.id] });
    if (kind.hangs_on !== 'owner') {
      await row({
        name: "someone else's: hung onto",
        as: 'seller',
        method: 'POST',
        url: collection,
        body: other_body(),
        status: [404, 422],
      });
      const moved = { [kind.hangs_on]: other[kind.hangs_on] };
      await row({
        name: "someone else's: moved onto",
        as: 'seller',
        method: 'PATCH',
        url: item,
        body: moved,
        headers: any,
        status: [404, 422],
      });
    }
    await row({ name: "someone else's: seen by the viewer, who may read all", as: 'viewer', url: other_item, status: 200 });
    await row({
      name: 'a denial changed nothing',
      as: 'stranger',
      url: other_item,
      status: 200,
      check: (a) => assert.equal(a.json.version, other.version),
    });
  }
  for (const id of [randomUUID(), 'nonsense', '%00', '..%2f..']) {
    await row({ name: `absent: ${id}`, as: 'seller', url: `${collection}/${id}`, status: [400, 404] });
  }

  for (const field of kind.required) {
    const body = () => without(kind.make(), field);
    await row({
      name: `invalid: without ${field}`,
      as: 'seller',
      method: 'POST',
      url: collection,
      body,
      status: 422,
      pointer: `/${field}`,
    });
  }
  for (const [over, pointer] of [...kind.wrong, [{ colour: 'red' }, '/colour']]) {
    const name = `invalid: ${JSON.stringify(over).slice(0, 60)}`;
    await row({
      name,
      as: 'seller',
      method: 'POST',
      url: collection,
      body: () => ({ ...kind.make(), ...over }),
      status: [400, 422],
      pointer,
    });
    await row({
      name: `${name} (change)`,
      as: 'seller',
      method: 'PATCH',
      url: item,
      body: over,
      headers: { 'If-Match': '*' },
      status: [400, 422],
    });
  }
  const text_field =
    ['name', 'subject', 'text', 'quote', 'source'].find((field) => typeof record[field] === 'string') ?? 'reason';
  for (const [what, raw, statuses] of [
    ['not JSON', '{"', 400],
    ['an array', '[]', [400, 422]],
    ['NUL in text', `{"${text_field}":"a\\u0000b"}`, 422],
    ['a lone surrogate', `{"${text_field}":"a\\ud800"}`, [400, 422]],
    [
      'bytes that are not UTF-8',
      Buffer.from([...Buffer.from(`{"${text_field}":"`), 0xff, 0xfe, ...Buffer.from('"}')]),
      [400, 422],
    ],
    ['a key twice', `{"${text_field}":"a","${text_field}":"b"}`, [400, 422]],
    ['a number beyond doubles', '{"amount_minor":1e400}', [400, 422]],
    ['JSON a thousand deep', `{"${text_field}":${'['.repeat(1000)}${']'.repeat(1000)}}`, [400, 422]],
  ]) {
    await row({ name: `invalid: ${what}`, as: 'seller', method: 'POST', url: collection, body: raw, status: statuses });
  }
  await row({
    name: 'invalid: every error at once',
    as: 'seller',
    method: 'POST',
    url: collection,
    body: { colour: 1, taste: 2 },
    status: 422,
    check: (a) => {
      for (const pointer of ['/colour', '/taste', ...kind.required.map((field) => `/${field}`)]) {
        assert.ok(
          a.json.errors.some((error) => error.pointer === pointer),
          pointer,
        );
      }
    },
  });
  await row({
    name: 'not JSON by its own word',
    as: 'seller',
    method: 'POST',
    url: collection,
    body: kind.make,
    headers: { 'Content-Type': 'text/plain' },
    status: 415,
  });
  await row({
    name: 'too large',
    as: 'seller',
    method: 'POST',
    url: collection,
    body: () => JSON.stringify({ padding: 'x'.repeat(2 << 20) }),
    status: 413,
  });
  for (const query of ['limit=0', 'limit=201', 'limit=ten', 'sort=colour', 'cursor=nonsense', 'colour=red', 'account_id=x']) {
    await row({ name: `invalid: list?${query}`, as: 'seller', url: `${collection}?${query}`, status: [400, 422] });
  }

  await row({ name: 'without precondition: change', as: 'seller', method: 'PATCH', url: item, body: kind.change, status: 428 });
  await row({ name: 'without precondition: delete', as: 'seller', method: 'DELETE', url: item, status: 428 });
  await row({
    name: 'ok: changed',
    as: 'seller',
    method: 'PATCH',
    url: item,
    body: kind.change,
    headers: { 'If-Match': created.etag },
    status: 200,
  });
  await row({
    name: 'stale: the refusal brings the record as it is now',
    as: 'seller',
    method: 'PATCH',
    url: item,
    body: kind.change,
    headers: { 'If-Match': created.etag },
    status: 412,
    check: (answer) => {
      assert.equal(answer.json.current.id, record.id);
      assert.ok(answer.json.current.version > record.version);
    },
  });
  await row({
    name: 'stale: delete',
    as: 'seller',
    method: 'DELETE',
    url: item,
    headers: { 'If-Match': created.etag },
    status: 412,
  });

  await t.test('replayed: one key is one effect', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const body = kind.make();
    const answers = await Promise.all([1, 2, 3].map(() => seller.post(collection, body, key)));
    // In flight is 409 and is sent again; an answer is always the first one's.
    const done = await seller.post(collection, body, key);
    done.expect(201);
    for (const answer of answers) {
      answer.expect(201, 409);
      if (answer.status === 201) assert.equal(answer.text, done.text);
    }
    const changed_body = { ...body, [text_field]: 'another text' };
    (await seller.post(collection, changed_body, key)).expect(422);
    const items = await seller.all(collection);
    assert.equal(items.filter((entry) => entry.id === done.json.id).length, 1);
    // The same key of another person is another key.
    if (kind.hangs_on) (await book.stranger.post(collection, other_body(), key)).expect(201);
  });

  await t.test('deleted, gone, and back by undo', async () => {
    const victim = await create();
    const path = `${collection}/${victim.json.id}`;
    const removed = (await seller.delete(path, { 'If-Match': victim.etag })).expect(200, 204);
    (await seller.get(path)).expect(404);
    assert.ok(!(await seller.all(collection)).some((entry) => entry.id === victim.json.id));
    (await seller.post('undo', { change_id: removed.undo_id })).expect(200);
    const back = (await seller.get(path)).expect(200).json;
    const moving = ['version', 'updated_at', 'position', 'last_touch_at'];
    for (const [name, value] of Object.entries(victim.json))
      if (!moving.includes(name)) assert.deepEqual(back[name], value, name);
  });

  await t.test('a change is undone field by field', async () => {
    const one = await create();
    const path = `${collection}/${one.json.id}`;
    const patched = (await seller.patch(path, kind.change, { 'If-Match': one.etag })).expect(200);
    (await seller.post('undo', { change_id: patched.undo_id })).expect(200);
    const back = (await seller.get(path)).expect(200).json;
    for (const name of Object.keys(kind.change)) assert.deepEqual(back[name], one.json[name], name);
  });

  await t.test('pages: every record once, in any size', async () => {
    for (let i = 0; i < 5; i += 1) await create();
    const whole = await seller.all(`${collection}?limit=200`);
    const by_two = await seller.all(`${collection}?limit=2`);
    assert.deepEqual(by_two.map((entry) => entry.id).sort(), whole.map((entry) => entry.id).sort());
    assert.equal(new Set(by_two.map((entry) => entry.id)).size, by_two.length);
  });
}
