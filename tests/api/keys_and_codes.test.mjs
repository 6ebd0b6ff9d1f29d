// API keys, the second factor, and what both may not reach: how programs and phones come in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { add_person, open_book, password } from '../support/book.mjs';
import { assert_problem } from '../support/cases.mjs';
import { Client } from '../support/client.mjs';
import { token_of } from '../support/program.mjs';
import { totp } from '../support/totp.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

const with_key = (key) => {
  const client = new Client(book.origin, { Authorization: `Bearer ${key}` });
  book.clients.push(client);
  return client;
};

test('a key is shown once and acts for its owner', async () => {
  const made = (await book.seller.post('keys', { label: 'reporting', scope: 'write', expires_at: null })).expect(201).json;
  assert.match(made.key, /^wh_[\w-]{43}$/);
  const list = (await book.seller.get('keys')).expect(200);
  assert.ok(!list.text.includes(made.key));
  assert.deepEqual(
    list.json.items.map((key) => key.id),
    [made.id],
  );
  const program = with_key(made.key);
  assert.equal((await program.get('session')).expect(200).json.user.name, 'Sam Seller');
  (await program.post('accounts', { name: 'By a program' })).expect(201);
  (await program.get('accounts')).expect(200);
  // From another site a browser could not send it, so no origin is asked for.
  (await program.post('accounts', { name: 'From afar' }, { 'Sec-Fetch-Site': 'cross-site' })).expect(201);
});

test('a reading key reads', async () => {
  const { key } = (await book.seller.post('keys', { label: 'reader', scope: 'read' })).expect(201).json;
  const program = with_key(key);
  (await program.get('accounts')).expect(200);
  const refused = await program.post('accounts', { name: 'No' });
  refused.expect(403);
  assert.equal(refused.json.code, 'key_is_read_only');
  assert_problem(refused);
});

test('a key decides nothing over its owner', async () => {
  const { key, id } = (await book.admin.post('keys', { label: 'robot', scope: 'write' })).expect(201).json;
  const program = with_key(key);
  for (const [method, path, body] of [
    ['GET', 'keys'],
    ['POST', 'keys', { label: 'child', scope: 'write' }],
    ['DELETE', `keys/${id}`],
    ['GET', 'sessions'],
    ['POST', 'password', { current: password, new_password: 'a new long enough phrase' }],
    ['POST', 'totp', { current: password }],
    ['POST', 'totp/disable', { code: '000000' }],
  ]) {
    const answer = await program.send(method, path, body);
    answer.expect(403);
    assert.equal(answer.json.code, 'session_required', `${method} ${path}`);
    assert_problem(answer);
  }
});

test('a revoked or expired key is out at the next request', async () => {
  const made = (await book.seller.post('keys', { label: 'short', scope: 'read' })).expect(201).json;
  const program = with_key(made.key);
  (await program.get('accounts')).expect(200);
  (await book.stranger.delete(`keys/${made.id}`)).expect(404);
  (await book.seller.delete(`keys/${made.id}`)).expect(204);
  (await program.get('accounts')).expect(401);
  (await book.seller.delete(`keys/${made.id}`)).expect(404);
  const soon = new Date(Date.now() + 1500).toISOString();
  const expiring = with_key(
    (await book.seller.post('keys', { label: 'soon', scope: 'read', expires_at: soon })).expect(201).json.key,
  );
  (await expiring.get('accounts')).expect(200);
  await new Promise((resolve) => setTimeout(resolve, 1700));
  (await expiring.get('accounts')).expect(401);
  for (const key of ['wh_', 'wh_guess', 'guess', `wh_${'A'.repeat(43)}`, 'x'.repeat(4000)])
    (await with_key(key).get('accounts')).expect(401);
});

test('a key is checked field by field', async () => {
  for (const [body, pointer] of [
    [{ scope: 'read' }, '/label'],
    [{ label: 'x' }, '/scope'],
    [{ label: 'x', scope: 'admin' }, '/scope'],
    [{ label: 'x', scope: 'read', expires_at: '2001-01-01T00:00:00Z' }, '/expires_at'],
    [{ label: 'x', scope: 'read', expires_at: 'soon' }, '/expires_at'],
    [{ label: 'x', scope: 'read', key: 'wh_mine' }, '/key'],
  ]) {
    const answer = await book.seller.post('keys', body);
    answer.expect(422);
    assert_problem(answer);
    assert.ok(
      answer.json.errors.some((error) => error.pointer === pointer),
      `${pointer}: ${answer.text}`,
    );
  }
});

test('the second factor from beginning to end', async () => {
  const email = 'tia@example.com';
  const tia = await add_person(book, { name: 'Tia Twofold', email, role: 'seller' });
  assert.deepEqual((await tia.get('totp')).expect(200).json, { on: false, recovery_codes_left: 0 });
  (await tia.post('totp', { current: 'wrong wrong wrong' })).expect(422);
  const offer = (await tia.post('totp', { current: password })).expect(201).json;
  assert.match(offer.uri, /^otpauth:\/\/totp\//);
  assert.equal(offer.qr.length, offer.qr[0].length);
  (await tia.post('totp/confirm', { code: '000000' })).expect(422);
  const before_half = Date.now() - 30_000; // an earlier step is still good, and leaves this one for signing in
  const codes = (await tia.post('totp/confirm', { code: totp(offer.secret, before_half) })).expect(200).json.recovery_codes;
  assert.equal(codes.length, 10);
  for (const code of codes) assert.match(code, /^([A-Z2-7]{4}-){6}[A-Z2-7]{2}$/, '128 bits');
  assert.equal((await tia.get('session')).json.user.second_factor, true);

  const phone = new Client(book.origin);
  const sign_in = (code) => phone.post('session', { email, password, ...(code ? { code } : {}) });
  const asked = await sign_in();
  asked.expect(401);
  assert.equal(asked.json.code, 'second_factor_required');
  assert_problem(asked);
  assert.equal(phone.cookies.size, 0, 'half a sign-in is none');
  const code = totp(offer.secret);
  (await sign_in(code)).expect(200);
  const again = await sign_in(code);
  again.expect(401);
  assert.equal(again.json.code, 'bad_code');
  (await sign_in(codes[0])).expect(200);
  (await sign_in(codes[0])).expect(401);

  // A link for a new password does not go round it.
  const link = (await book.admin.post(`users/${tia.user.id}/reset`, {})).expect(200).json.link;
  const token = token_of(link);
  const fresh = new Client(book.origin);
  (await fresh.post('password', { token, new_password: 'another long enough phrase' })).expect(204);
  assert.equal(fresh.cookies.size, 0);
  (await fresh.get('session')).expect(401);
  (await fresh.post('session', { email, password: 'another long enough phrase', code: codes[1] })).expect(200);
  (await fresh.post('totp/disable', { code: '123' })).expect(422);
  (await fresh.post('totp/disable', { code: codes[2] })).expect(204);
  (await fresh.post('session', { email, password: 'another long enough phrase' })).expect(200);
  phone.close();
  fresh.close();
});

test('switching the second factor ends the sessions elsewhere and keeps this one', async () => {
  const email = 'olga@example.com';
  const olga = await add_person(book, { name: 'Olga Other', email, role: 'seller' });
  const elsewhere = new Client(book.origin);
  (await elsewhere.post('session', { email, password })).expect(200);
  const offer = (await olga.post('totp', { current: password })).expect(201).json;
  (await elsewhere.get('session')).expect(200);
  const confirmed = await olga.post('totp/confirm', { code: totp(offer.secret, Date.now() - 30_000) });
  const [first, second] = confirmed.expect(200).json.recovery_codes;
  (await elsewhere.get('session')).expect(401);
  (await olga.get('session')).expect(200);
  (await elsewhere.post('session', { email, password, code: first })).expect(200);
  (await olga.post('totp/disable', { code: second })).expect(204);
  (await elsewhere.get('session')).expect(401);
  (await olga.get('session')).expect(200);
  elsewhere.close();
});

test('the link of a start stands for the password, not for the second factor', async () => {
  const own = await open_book({ people: false });
  try {
    const offer = (await own.admin.post('totp', { current: password })).expect(201).json;
    const { recovery_codes } = (await own.admin.post('totp/confirm', { code: totp(offer.secret, Date.now() - 30_000) })).expect(200).json;
    await own.restart();
    const token = token_of(own.server.announced.sign_in_link);
    const terminal = new Client(own.origin);
    assert.equal((await terminal.post('session', { token })).expect(401).json.code, 'second_factor_required');
    assert.equal((await terminal.post('session', { token, code: '000000' })).expect(401).json.code, 'bad_code');
    assert.equal(terminal.cookies.size, 0);
    (await terminal.post('session', { token, code: recovery_codes[0] })).expect(200);
    (await terminal.get('session')).expect(200);
    (await terminal.post('session', { token, code: recovery_codes[1] })).expect(403);
    terminal.close();
  } finally {
    await own.close();
  }
});

test('a person chooses their own language and no more', async () => {
  (await book.viewer.patch('session', { locale: 'tlh' })).expect(422);
  (await book.viewer.patch('session', { role: 'admin' })).expect(422);
  assert.equal((await book.viewer.patch('session', { locale: 'zh-CN' })).expect(200).json.user.locale, 'zh-CN');
  assert.equal((await book.viewer.get('session')).json.user.locale, 'zh-CN');
});

test('a demoted person loses the rights at the next request', async () => {
  const person = await add_person(book, { name: 'Max Manager', email: 'max@example.com', role: 'manager', team_id: book.north.id });
  assert.ok((await person.get('session')).json.permissions.includes('import'));
  (await book.admin.patch(`users/${person.user.id}`, { role: 'viewer' }, { 'If-Match': '*' })).expect(200);
  assert.ok(!(await person.get('session')).json.permissions.includes('import'));
  (await person.post('accounts', { name: 'No longer' })).expect(403);
});

test('two people at one record: the later one sees both versions', async () => {
  const first = (await book.admin.get(`users/${book.coach.user.id}`)).expect(200);
  (await book.admin.patch(`users/${book.coach.user.id}`, { name: 'Cai One' }, { 'If-Match': first.etag })).expect(200);
  const late = await book.admin.patch(`users/${book.coach.user.id}`, { name: 'Cai Two' }, { 'If-Match': first.etag });
  late.expect(412);
  assert.equal(late.json.current.name, 'Cai One');
  (await book.admin.patch(`users/${book.coach.user.id}`, { name: 'Cai Two' })).expect(428);
});

test('teams are made, moved and removed', async () => {
  const team = (await book.admin.post('teams', { name: 'East' })).expect(201);
  (await book.admin.post('teams', { name: '' })).expect(422);
  (await book.admin.patch(`teams/${team.json.id}`, { parent_id: team.json.id }, { 'If-Match': team.etag })).expect(422);
  (await book.admin.delete(`teams/${book.north.id}`, { 'If-Match': '*' })).expect(409);
  (await book.seller.delete(`teams/${team.json.id}`, { 'If-Match': '*' })).expect(403);
  (await book.admin.delete(`teams/${team.json.id}`, { 'If-Match': team.etag })).expect(204);
  (await book.admin.get(`teams/${team.json.id}`)).expect(404);
  const names = (await book.seller.get('teams')).expect(200).json.items.map((entry) => entry.name);
  assert.deepEqual(names, ['North', 'South']);
});
