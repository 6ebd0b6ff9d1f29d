// First administrator, sign-in, sign-out, people and their rights: what may never be open, guessed or outlived.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { add_person, open_book, password, setup_token } from '../support/book.mjs';
import { run_cases } from '../support/cases.mjs';
import { Client } from '../support/client.mjs';
import { serve, temporary_folder, token_of } from '../support/program.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

test('set-up needs the one-time link of the terminal, once', async () => {
  const folder = temporary_folder();
  const server = await serve(['--db', `sqlite:${folder.path}/book.db`]);
  const client = new Client(server.origin);
  try {
    assert.equal((await client.get('setup')).expect(200).json.needed, true);
    const body = {
      locale: 'zh-CN',
      name: '管理员',
      email: 'admin@example.com',
      password,
      workspace_name: '试用',
      currency: 'CNY',
      time_zone: 'Asia/Shanghai',
    };
    for (const token of ['', 'guess', randomUUID(), undefined])
      (await client.post('setup', { ...body, token })).expect(401, 403, 404, 422);
    const token = setup_token(server);
    assert.ok(token.length >= 32, 'a token of at least 128 bits');
    (await client.post('setup', { ...body, token, password: 'short' })).expect(422);
    (await client.post('setup', { ...body, token, email: 'nobody' })).expect(422);
    assert.equal((await client.get('setup')).json.needed, true);
    const session = (await client.post('setup', { ...body, token })).expect(200, 201).json;
    assert.equal(session.user.role, 'admin');
    assert.equal(session.workspace.book, 'empty');
    assert.equal((await client.get('setup')).json.needed, false);
    // The link is spent, also for someone who did not use it.
    const second = new Client(server.origin);
    (await second.post('setup', { ...body, token, email: 'second@example.com' })).expect(401, 403, 404, 409, 422);
    second.close();
  } finally {
    client.close();
    await server.stop();
    folder.remove();
  }
});

test('sign-in', async (t) => {
  const wrong = { email: 'ada@example.com', password: 'not the password at all' };
  await run_cases(
    t,
    [
      { name: 'nobody has no session', as: 'nobody', url: 'session', status: 401 },
      { name: 'wrong password', as: 'nobody', method: 'POST', url: 'session', body: wrong, status: 401, code: 'bad_credentials' },
      {
        name: 'unknown person gets the same answer',
        as: 'nobody',
        method: 'POST',
        url: 'session',
        body: { ...wrong, email: 'nobody@example.com' },
        status: 401,
        code: 'bad_credentials',
      },
      {
        name: 'without password',
        as: 'nobody',
        method: 'POST',
        url: 'session',
        body: { email: 'a@b.c' },
        status: 422,
        pointer: '/password',
      },
      {
        name: 'who am I',
        as: 'admin',
        url: 'session',
        status: 200,
        contains: ['Ada Admin', '"manage_users"'],
        lacks: ['hash', 'token'],
      },
      { name: 'what a seller may not', as: 'seller', url: 'session', status: 200, lacks: ['manage_users', 'override_stage'] },
    ],
    book,
  );
});

test('the cookie is kept from scripts and from other sites', async () => {
  const client = new Client(book.origin);
  const answer = (await client.post('session', { email: 'ada@example.com', password })).expect(200, 201);
  const cookie = answer.headers['set-cookie'].join('\n');
  assert.match(cookie, /HttpOnly/i);
  assert.match(cookie, /SameSite=Lax/i);
  assert.match(cookie, /Path=\//i);
  const value = client.cookies.get('wheelhouse');
  assert.match(cookie, /^wheelhouse-known=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=7776000$/m);
  assert.ok(Buffer.from(value, 'base64url').length >= 32 || value.length >= 43, '256 bits');
  client.close();
});

test('sign-out ends the session on the server, not only in the browser', async () => {
  const client = new Client(book.origin);
  (await client.post('session', { email: 'ada@example.com', password })).expect(200, 201);
  const kept = new Map(client.cookies);
  (await client.delete('session')).expect(204);
  client.cookies = kept;
  (await client.get('session')).expect(401);
  client.close();
});

test('the same person sees and ends sessions of their own only', async () => {
  const one = new Client(book.origin);
  const two = new Client(book.origin);
  for (const client of [one, two]) (await client.post('session', { email: 'sam@example.com', password })).expect(200, 201);
  const list = (await one.get('sessions')).expect(200).json.items;
  assert.ok(list.length >= 2);
  const other = list.find((session) => !session.current);
  const end = (client, session, current) => client.post(`sessions/${session.id}/end`, { current });
  (await end(book.stranger, list.find((session) => session.current), password)).expect(404);
  // A screen left open is not enough.
  assert.equal((await end(one, other)).expect(422).json.errors[0].pointer, '/current');
  assert.equal((await end(one, other, 'not the right password')).expect(422).json.errors[0].code, 'wrong_password');
  (await two.get('session')).expect(200);
  for (const session of list.filter((entry) => !entry.current)) (await end(one, session, password)).expect(204);
  (await two.get('session')).expect(401);
  (await one.get('session')).expect(200);
  (await book.seller.post('session', { email: 'sam@example.com', password })).expect(200, 201);
  one.close();
  two.close();
});

test('nobody is signed in, set up or given a password from another site', async (t) => {
  const foreign = [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }, { Origin: 'null' }];
  const bodies = {
    session: { email: 'sam@example.com', password },
    setup: { token: 'x' },
    password: { token: 'x', new_password: password },
  };
  const rows = [];
  for (const [url, body] of Object.entries(bodies))
    for (const headers of foreign) {
      const name = `${url} ${JSON.stringify(headers)}`;
      const check = (answer) => {
        assert.equal(answer.json.code, 'cross_site');
        assert.equal(answer.headers['set-cookie'], undefined);
      };
      rows.push({ name, as: 'nobody', method: 'POST', url, body, headers, status: 403, check });
    }
  const out = { name: 'signing out', as: 'nobody', method: 'DELETE', url: 'session', headers: foreign[0], status: 403 };
  await run_cases(t, [...rows, out], book);
});

test('a request from another site is refused', async (t) => {
  const body = { name: 'Forged' };
  await run_cases(
    t,
    [
      { name: 'cross-site fetch', method: 'POST', url: 'accounts', body, headers: { 'Sec-Fetch-Site': 'cross-site' }, status: 403 },
      {
        name: 'same-site is another site too',
        method: 'POST',
        url: 'accounts',
        body,
        headers: { 'Sec-Fetch-Site': 'same-site' },
        status: 403,
      },
      { name: 'foreign origin', method: 'POST', url: 'accounts', body, headers: { Origin: 'https://evil.example' }, status: 403 },
      { name: 'null origin', method: 'POST', url: 'accounts', body, headers: { Origin: 'null' }, status: 403 },
      {
        name: 'a form',
        method: 'POST',
        url: 'accounts',
        body: 'name=Forged',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        status: 415,
      },
      { name: 'own origin', method: 'POST', url: 'accounts', body, headers: (b) => ({ Origin: b.origin }), status: 201 },
      {
        name: 'nothing was written by the others',
        url: 'search?q=Forged',
        status: 200,
        check: (a) => assert.equal(a.json.items.length, 1),
      },
    ],
    book,
  );
});

test("people are the admin's business", async (t) => {
  const person = { name: 'New Person', email: 'new@example.com', role: 'seller' };
  const rows = [];
  for (const as of ['manager', 'seller', 'coach', 'viewer']) {
    rows.push({ name: `${as} invites`, as, method: 'POST', url: 'users', body: person, status: 403 });
    const url = (b) => `users/${b.stranger.user.id}`;
    rows.push({
      name: `${as} changes`,
      as,
      method: 'PATCH',
      url,
      body: { role: 'admin' },
      headers: { 'If-Match': '*' },
      status: [403, 404],
    });
    const own = (b) => `users/${b[as].user.id}`;
    rows.push({
      name: `${as} promotes themself`,
      as,
      method: 'PATCH',
      url: own,
      body: { role: 'admin' },
      headers: { 'If-Match': '*' },
      status: 403,
    });
    rows.push({
      name: `${as} resets another`,
      as,
      method: 'POST',
      url: (b) => `users/${b.admin.user.id}/reset`,
      body: {},
      status: [403, 404],
    });
    rows.push({
      name: `${as} renames the workspace`,
      as,
      method: 'PATCH',
      url: 'workspace',
      body: { name: 'Mine' },
      headers: { 'If-Match': '*' },
      status: 403,
    });
    rows.push({ name: `${as} makes a team`, as, method: 'POST', url: 'teams', body: { name: 'Mine' }, status: 403 });
    rows.push({ name: `${as} fills in the demo book`, as, method: 'POST', url: 'setup/demo', body: {}, status: 403 });
  }
  await run_cases(
    t,
    [
      ...rows,
      {
        name: 'e-mail twice',
        method: 'POST',
        url: 'users',
        body: { ...person, email: 'SAM@example.com' },
        status: [409, 422],
        pointer: '/email',
      },
      { name: 'unknown role', method: 'POST', url: 'users', body: { ...person, role: 'root' }, status: 422, pointer: '/role' },
      {
        name: 'a password is not a field',
        method: 'POST',
        url: 'users',
        body: { ...person, password },
        status: 422,
        pointer: '/password',
      },
      { name: 'list', as: 'seller', url: 'users', status: 200, lacks: ['hash', 'password_'] },
    ],
    book,
  );
});

test('a disabled person is out at the next request, and in again when enabled', async () => {
  const person = await add_person(book, { name: 'Dee Disabled', email: 'dee@example.com', role: 'seller' });
  (await person.get('session')).expect(200);
  const user = (await book.admin.get(`users/${person.user.id}`)).expect(200);
  const off = (await book.admin.patch(`users/${person.user.id}`, { disabled: true }, { 'If-Match': user.etag })).expect(200);
  (await person.get('session')).expect(401);
  (await person.get('accounts')).expect(401);
  (await person.post('session', { email: 'dee@example.com', password })).expect(401);
  (await book.admin.patch(`users/${person.user.id}`, { disabled: false }, { 'If-Match': off.etag })).expect(200);
  (await person.post('session', { email: 'dee@example.com', password })).expect(200, 201);
});

test('the last administrator cannot lock everyone out', async () => {
  const me = (await book.admin.get(`users/${book.admin.user.id}`)).expect(200);
  (await book.admin.patch(`users/${book.admin.user.id}`, { role: 'seller' }, { 'If-Match': me.etag })).expect(409, 422);
  (await book.admin.patch(`users/${book.admin.user.id}`, { disabled: true }, { 'If-Match': me.etag })).expect(409, 422);
});

test('the address of whoever signs in is changed after showing the password again', async () => {
  const person = await add_person(book, { name: 'Nia New', email: 'nia@example.com', role: 'seller' });
  const change = (client, body) => client.patch(`users/${person.user.id}`, body, { 'If-Match': '*' });
  assert.equal((await change(book.admin, { email: 'mallory@example.com' })).expect(422).json.errors[0].pointer, '/current');
  const wrong = await change(book.admin, { email: 'mallory@example.com', current: 'not the right password' });
  assert.equal(wrong.expect(422).json.errors[0].code, 'wrong_password');
  const { key } = (await book.admin.post('keys', { label: 'robot', scope: 'write' })).expect(201).json;
  const robot = new Client(book.origin, { Authorization: `Bearer ${key}` });
  assert.equal((await change(robot, { email: 'mallory@example.com', current: password })).expect(403).json.code, 'session_required');
  robot.close();
  assert.equal((await book.admin.get(`users/${person.user.id}`)).json.email, 'nia@example.com');
  // The same address, and all else, need nothing.
  (await change(book.admin, { email: 'NIA@example.com', name: 'Nia Newname' })).expect(200);
  const done = await change(book.admin, { email: 'nia.new@example.com', current: password });
  assert.equal(done.expect(200).json.email, 'nia.new@example.com');
  (await person.post('session', { email: 'nia.new@example.com', password })).expect(200);
});

test('a password that everybody tries first, or made of known names, is refused by name', async () => {
  const person = await add_person(book, { name: 'Wanda Woods', email: 'wanda@example.com', role: 'seller' });
  const choose = async (new_password, language = 'en') => {
    const answer = await person.post('password', { current: password, new_password }, { 'Accept-Language': language });
    return answer.expect(422).json.errors[0];
  };
  for (const common of ['sunshine12345678', 'footballbaseball', '!!Football!!2024'])
    assert.equal((await choose(common)).code, 'password_is_common', common);
  for (const known of ['wanda.woods.2026', 'Test-Book-Wheelhouse', 'WANDA@example.com1'])
    assert.equal((await choose(known)).code, 'password_of_known_names', known);
  assert.match((await choose('sunshine12345678', 'zh-CN')).detail, /最常见的密码/);
  assert.match((await choose('sunshine12345678')).detail, /everybody tries first/);
  assert.match((await choose('wanda.woods.2026', 'zh-CN')).detail, /公司名/);
  (await person.post('password', { current: password, new_password: 'wanda walks in the woods at dawn' })).expect(200, 204);
});

test('a reset link works once, ends old sessions, and is not built from the Host header', async () => {
  const person = await add_person(book, { name: 'Ray Reset', email: 'ray@example.com', role: 'seller' });
  const answer = (await book.admin.post(`users/${person.user.id}/reset`, {})).expect(200, 201);
  const token = token_of(answer.json.link);
  const fresh = new Client(book.origin);
  (await fresh.post('password', { token, new_password: 'tiny' })).expect(422);
  (await fresh.post('password', { token, new_password: 'another long enough phrase' })).expect(200, 204);
  (await fresh.post('password', { token, new_password: 'a third long enough phrase' })).expect(401, 403, 404, 409, 422);
  (await person.get('session')).expect(401);
  (await fresh.post('session', { email: 'ray@example.com', password })).expect(401);
  (await fresh.post('session', { email: 'ray@example.com', password: 'another long enough phrase' })).expect(200, 201);
  (await fresh.get('session', { Host: 'evil.example' })).expect(421);
  fresh.close();
});

test('changing the own password asks for the present one', async () => {
  const person = await add_person(book, { name: 'Pia Password', email: 'pia@example.com', role: 'seller' });
  (await person.post('password', { current: 'wrong wrong wrong', new_password: 'a new long enough phrase' })).expect(401, 403, 422);
  (await person.post('password', { current: password, new_password: 'a new long enough phrase' })).expect(200, 204);
});

test('guessing is slowed down, without locking the person out for ever', async () => {
  const person = await add_person(book, { name: 'Gus Guessed', email: 'gus@example.com', role: 'seller' });
  assert.ok(person);
  const client = new Client(book.origin);
  const statuses = [];
  for (let i = 0; i < 12; i += 1) {
    const answer = await client.post('session', { email: 'gus@example.com', password: `guess number ${i} of many` });
    statuses.push(answer.status);
    if (answer.status === 429) {
      assert.ok(Number(answer.headers['retry-after']) > 0);
      break;
    }
  }
  assert.equal(statuses.at(-1), 429, statuses.join());
  client.close();
});

test('the workspace has a name, a currency, a language', async () => {
  const session = (await book.admin.get('session')).expect(200).json;
  assert.equal(session.workspace.name, 'Test book');
  const answer = await book.admin.patch('workspace', { name: 'Renamed book' }, { 'If-Match': '*' });
  answer.expect(200);
  assert.equal((await book.admin.get('session')).json.workspace.name, 'Renamed book');
  (await book.admin.patch('workspace', { currency: 'yuan' }, { 'If-Match': '*' })).expect(422);
  (await book.admin.patch('workspace', { time_zone: 'Mars/Olympus' }, { 'If-Match': '*' })).expect(422);
});
