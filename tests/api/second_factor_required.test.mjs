// A server that asks for a second factor: until there is one, a session opens nothing but what leads to one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add_person, open_book, password } from '../support/book.mjs';
import { assert_problem } from '../support/cases.mjs';
import { Client } from '../support/client.mjs';
import { run } from '../support/program.mjs';
import { totp } from '../support/totp.mjs';

const set_up = async (client) => {
  const offer = (await client.post('totp', { current: password })).expect(201).json;
  return (await client.post('totp/confirm', { code: totp(offer.secret, Date.now() - 30_000) })).expect(200).json.recovery_codes;
};
const must = async (client) => (await client.get('session')).expect(200).json.user.must_set_up_second_factor;

test('administrators: nothing opens before, all after, and there is no way back', async () => {
  const book = await open_book({ people: false, serve_with: ['--require-second-factor', 'admins'] });
  try {
    assert.equal(await must(book.admin), true);
    for (const [method, path, body] of [
      ['GET', 'accounts'],
      ['GET', 'search?q=a'],
      ['GET', 'export?entity=accounts&format=csv'],
      ['GET', 'events'],
      ['GET', '/metrics'],
      ['GET', 'users'],
      ['POST', 'accounts', { name: 'Early' }],
      ['POST', 'users', { name: 'E', email: 'e@example.com', role: 'admin' }],
      ['POST', 'keys', { label: 'early', scope: 'write' }],
      ['PATCH', 'workspace', { name: 'Early' }],
    ]) {
      const answer = await book.admin.send(method, path, body);
      assert.equal(answer.expect(403).json.code, 'second_factor_to_set_up', path);
      assert_problem(answer);
    }
    assert.match((await book.admin.get('accounts', { 'Accept-Language': 'zh-CN' })).json.detail, /二次验证/);
    const codes = await set_up(book.admin);
    assert.equal(await must(book.admin), false);
    (await book.admin.get('accounts')).expect(200);
    (await book.admin.post('keys', { label: 'later', scope: 'write' })).expect(201);
    const refused = await book.admin.post('totp/disable', { code: codes[0] });
    assert.equal(refused.expect(409).json.code, 'second_factor_is_required');
    assert.equal((await book.admin.get('totp')).json.on, true);
    // A seller is not asked; made an administrator, he is, at the next request.
    const person = await add_person(book, { name: 'Sol Seller', email: 'sol@example.com', role: 'seller' });
    assert.equal(await must(person), false);
    (await person.get('accounts')).expect(200);
    (await book.admin.patch(`users/${person.user.id}`, { role: 'admin' }, { 'If-Match': '*' })).expect(200);
    (await person.get('accounts')).expect(403);
    await set_up(person);
    (await person.get('accounts')).expect(200);
  } finally {
    await book.close();
  }
});

test('everybody: whoever has a password, by whatever way he came in', async () => {
  const book = await open_book({ people: false, serve_with: ['--require-second-factor', 'everybody'] });
  try {
    await set_up(book.admin);
    const person = await add_person(book, { name: 'Sol Seller', email: 'sol@example.com', role: 'viewer' });
    (await person.get('accounts')).expect(403);
    (await person.post('password', { current: password, new_password: 'another long enough phrase' })).expect(204);
    (await person.get('accounts')).expect(403);
    const again = new Client(book.origin);
    (await again.post('session', { email: 'sol@example.com', password: 'another long enough phrase' })).expect(200);
    (await again.get('accounts')).expect(403);
    (await again.delete('session')).expect(204);
    again.close();
  } finally {
    await book.close();
  }
});

test('the rule is one of three words', () => {
  const { code, stderr } = run(['serve', '--require-second-factor', 'some']);
  assert.equal(code, 2);
  assert.match(stderr, /require-second-factor/);
});
