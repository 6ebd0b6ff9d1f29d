// Sign-in at the company's provider: with a real one all the way, and with one that lies in every way we could think of.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { open_book, password } from '../support/book.mjs';
import { Client } from '../support/client.mjs';
import { serve, temporary_folder, run } from '../support/program.mjs';
import { client_id, client_secret, false_provider, flags_of, real_provider, secret_file, walk_through } from '../support/provider.mjs';

let real, liar, folder, book, lied_to;
before(async () => {
  folder = temporary_folder();
  [real, liar] = await Promise.all([real_provider(), false_provider()]);
  book = await open_book({ serve_with: [...flags_of(real, folder.path), '--oidc-name', 'Acme'] });
  real.allow(`${book.origin}/sign_in/return`);
  lied_to = await open_book({ serve_with: flags_of(liar, folder.path) });
});
after(async () => {
  await book?.close();
  await lied_to?.close();
  await real?.stop();
  await liar?.stop();
  folder?.remove();
});

const finish = (client, body, headers) => client.post('single_sign_on/finish', body, headers);
const parts_of = (url) => Object.fromEntries(url.searchParams);

async function begin(client) {
  const { location } = (await client.post('single_sign_on', {})).expect(201).json;
  return new URL(location);
}

// From the button to the session, at the real provider.
async function come_in_as(name, client = new Client(book.origin)) {
  const back = await walk_through((await begin(client)).href, name);
  assert.equal(`${back.origin}${back.pathname}`, `${book.origin}/sign_in/return`);
  const answer = await finish(client, parts_of(back));
  return { client, answer, back };
}

// At the other one: what the token says is the test's. `claims` and `header` are merged into good ones.
async function come_in_with({ claims = {}, header, signer, returned = {}, token, email = 'sam@example.com', at = lied_to } = {}) {
  const client = new Client(at.origin);
  const asked = (await begin(client)).searchParams;
  const now = Math.floor(Date.now() / 1000);
  const good = {
    iss: liar.issuer,
    aud: client_id,
    sub: `subject of ${email}`,
    exp: now + 300,
    iat: now,
    nonce: asked.get('nonce'),
    email,
    email_verified: true,
  };
  const said = JSON.parse(JSON.stringify({ ...good, ...claims })); // undefined takes a claim away
  const id_token = token ? token(said) : liar.token(said, header, signer);
  liar.says = { token_type: 'Bearer', access_token: 'access token of the liar', id_token };
  const body = { code: 'code', state: asked.get('state'), iss: liar.issuer, ...returned };
  return { client, body, asked, answer: await finish(client, JSON.parse(JSON.stringify(body))) };
}

test('the button has the name of the provider, and a server without one has none', async () => {
  assert.deepEqual((await book.nobody.get('single_sign_on')).expect(200).json, { name: 'Acme' });
  assert.deepEqual((await lied_to.nobody.get('single_sign_on')).expect(200).json, { name: '127.0.0.1' });
  const plain = await open_book({ people: false });
  try {
    assert.deepEqual((await plain.nobody.get('single_sign_on')).expect(200).json, { name: null });
    (await plain.nobody.post('single_sign_on', {})).expect(404);
    (await plain.nobody.post('single_sign_on/finish', {})).expect(404);
  } finally {
    await plain.close();
  }
});

test('what the browser is sent away with', async () => {
  const client = new Client(book.origin);
  const answer = (await client.post('single_sign_on', {})).expect(201);
  const sent = new URL(answer.json.location).searchParams;
  assert.equal(sent.get('response_type'), 'code');
  assert.equal(sent.get('code_challenge_method'), 'S256');
  assert.equal(sent.get('redirect_uri'), `${book.origin}/sign_in/return`);
  assert.equal(sent.get('scope'), 'openid email profile');
  for (const name of ['state', 'nonce', 'code_challenge']) assert.ok(sent.get(name).length >= 43, name);
  assert.equal(new Set(['state', 'nonce', 'code_challenge'].map((name) => sent.get(name))).size, 3);
  const cookie = answer.headers['set-cookie'].join('\n');
  assert.match(cookie, /^wheelhouse-attempt=.*HttpOnly; SameSite=Lax; Max-Age=600/);
  for (const value of [...client.cookies.values()]) assert.ok(!answer.json.location.includes(value), 'the cookie stays in the browser');
  assert.ok(!answer.json.location.includes('secret'));
});

test('who is in the book comes in, and is known again when the address changes', async () => {
  const { client, answer } = await come_in_as('sam');
  assert.equal(answer.expect(200).json.user.name, 'Sam Seller');
  assert.match(answer.headers['set-cookie'].join('\n'), /^wheelhouse=.*HttpOnly/m);
  assert.match(answer.headers['set-cookie'].join('\n'), /^wheelhouse-attempt=;.*Max-Age=0/m);
  assert.equal((await client.get('session')).expect(200).json.user.email, 'sam@example.com');
  const sam = (await book.admin.get(`users/${book.seller.user.id}`)).json;
  (await book.admin.patch(`users/${sam.id}`, { email: 'samuel@example.com', current: password }, { 'If-Match': '*' })).expect(200);
  try {
    assert.equal((await come_in_as('sam')).answer.expect(200).json.user.id, sam.id);
  } finally {
    (await book.admin.patch(`users/${sam.id}`, { email: 'sam@example.com', current: password }, { 'If-Match': '*' })).expect(200);
  }
});

test('an invitation that was never taken up is one to come in by', async () => {
  const invited = (await book.admin.post('users', { name: 'Ida', email: 'ida@example.com', role: 'seller' })).expect(201).json;
  assert.equal(invited.can_sign_in, false);
  assert.equal((await come_in_as('ida')).answer.expect(200).json.user.id, invited.id);
  assert.equal((await book.admin.get(`users/${invited.id}`)).json.can_sign_in, true);
});

test('strangers, unverified addresses and people who are switched off stay out', async () => {
  assert.equal((await come_in_as('nobody')).answer.expect(401).json.code, 'nobody_here');
  (await book.admin.post('users', { name: 'U', email: 'unverified@example.com', role: 'seller' })).expect(201);
  assert.equal((await come_in_as('unverified')).answer.expect(401).json.code, 'nobody_here');
  const off = (await book.admin.post('users', { name: 'Off', email: 'off@example.com', role: 'seller' })).expect(201).json;
  (await book.admin.delete(`users/${off.id}`, { 'If-Match': '*' })).expect(200);
  assert.equal((await come_in_as('off')).answer.expect(401).json.code, 'account_disabled');
  // Known at the provider from before, switched off since.
  (await come_in_as('sue')).answer.expect(200);
  (await book.admin.delete(`users/${book.stranger.user.id}`, { 'If-Match': '*' })).expect(200);
  assert.equal((await come_in_as('sue')).answer.expect(401).json.code, 'account_disabled');
  (await book.admin.patch(`users/${book.stranger.user.id}`, { disabled: false }, { 'If-Match': '*' })).expect(200);
  (await come_in_as('sue')).answer.expect(200);
});

test('whoever cancels at the provider is told so', async () => {
  const client = new Client(book.origin);
  const back = await walk_through((await begin(client)).href, 'sam', { cancel: true });
  const answer = (await finish(client, { state: back.searchParams.get('state'), error: back.searchParams.get('error') })).expect(401);
  assert.equal(answer.json.code, 'sign_in_cancelled');
  assert.equal(answer.json.detail, 'The sign-in at Acme was cancelled.');
});

test('a code and a state work once, in the browser that began', async () => {
  const { client, back } = await come_in_as('sam');
  assert.equal((await finish(client, parts_of(back))).expect(403).json.code, 'sign_in_attempt_gone');

  const victim = new Client(book.origin);
  const other = new Client(book.origin);
  const home = await walk_through((await begin(victim)).href, 'sam');
  await begin(other); // has a cookie of its own
  assert.equal((await finish(other, parts_of(home))).expect(403).json.code, 'sign_in_attempt_gone');
  assert.equal((await finish(new Client(book.origin), parts_of(home))).expect(403).json.code, 'sign_in_attempt_gone');
  assert.equal((await finish(victim, { ...parts_of(home), state: 'guess' })).expect(403).json.code, 'sign_in_attempt_gone');
  (await finish(victim, parts_of(home))).expect(200); // which took nothing away from who began it
  // The provider's own code, spent, under a state that is fresh: the provider refuses it.
  const again = new Client(book.origin);
  const fresh = await begin(again);
  const replay = { ...parts_of(home), state: fresh.searchParams.get('state') };
  assert.equal((await finish(again, replay)).expect(401).json.code, 'provider_refused');
});

test('twenty returns at once let one in', async () => {
  const client = new Client(book.origin);
  const back = await walk_through((await begin(client)).href, 'sam');
  const cookies = new Map(client.cookies);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => finish(Object.assign(new Client(book.origin), { cookies: new Map(cookies) }), parts_of(back))),
  );
  assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
});

test('another site cannot begin or finish one', async () => {
  for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }]) {
    assert.equal((await book.nobody.post('single_sign_on', {}, headers)).expect(403).json.code, 'cross_site');
    assert.equal((await finish(book.nobody, {}, headers)).expect(403).json.code, 'cross_site');
  }
});

test('what is no return is named, and what is too large is refused', async () => {
  assert.equal((await finish(book.nobody, { code: 7 })).expect(422).json.errors[0].pointer, '/code');
  assert.equal((await finish(book.nobody, { user: 'x' })).expect(422).json.errors[0].pointer, '/user');
  assert.equal((await finish(book.nobody, { code: 'x'.repeat(5000) })).expect(422).json.errors[0].pointer, '/code');
  assert.equal((await finish(book.nobody, 'code=x')).expect(400).json.code, 'malformed_json');
  (await finish(book.nobody, { code: 'x'.repeat(2 << 20) })).expect(413);
});

test('a second factor that is switched on here is asked for here too', async () => {
  const client = new Client(book.origin);
  (await client.post('session', { email: 'mia@example.com', password })).expect(200);
  const offer = (await client.post('totp', { current: password })).expect(201).json;
  const code_at = async (ms) => {
    const { createHmac } = await import('node:crypto');
    const bits = [...offer.secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from(bits.match(/.{8}/g).map((eight) => parseInt(eight, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(ms / 30000)));
    const mac = createHmac('sha1', key).update(counter).digest();
    return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
  };
  const { recovery_codes } = (await client.post('totp/confirm', { code: await code_at(Date.now()) })).expect(200).json;
  const { client: browser, answer, back } = await come_in_as('mia');
  assert.equal(answer.expect(401).json.code, 'second_factor_required');
  (await browser.get('session')).expect(401);
  assert.equal((await finish(browser, parts_of(back))).expect(401).json.code, 'second_factor_required');
  assert.equal((await finish(browser, { ...parts_of(back), second_factor: '000000' })).expect(401).json.code, 'bad_code');
  const stranger = new Client(book.origin);
  const stolen = { ...parts_of(back), second_factor: recovery_codes[0] };
  assert.equal((await finish(stranger, stolen)).expect(403).json.code, 'sign_in_attempt_gone');
  assert.equal((await finish(browser, stolen)).expect(200).json.user.email, 'mia@example.com');
  assert.equal((await finish(browser, { ...stolen, second_factor: recovery_codes[1] })).expect(403).json.code, 'sign_in_attempt_gone');
});

test('where a strong sign-in is asked for, the provider must say that it was one', async () => {
  const strict = await open_book({ serve_with: [...flags_of(liar, folder.path), '--oidc-acr', 'phr mfa'] });
  try {
    for (const acr of [undefined, 'pwd', 'mf', '', 'phr mfa', ['mfa'], 7]) {
      const { client, asked, answer } = await come_in_with({ claims: { acr }, at: strict });
      assert.equal(asked.get('acr_values'), 'phr mfa');
      assert.equal(answer.expect(401).json.code, 'weak_sign_in_there', JSON.stringify(acr));
      (await client.get('session')).expect(401);
    }
    for (const acr of ['mfa', 'phr']) (await come_in_with({ claims: { acr }, at: strict })).answer.expect(200);
    assert.match(strict.server.log(), /ID token refused: acr/);
  } finally {
    await strict.close();
  }
  // Where it is not asked for, nothing is assumed of it.
  const { asked, answer } = await come_in_with({ claims: { acr: 'pwd' } });
  assert.equal(asked.get('acr_values'), null);
  answer.expect(200);
});

test('a token that holds lets in, signed either way', async () => {
  assert.equal((await come_in_with()).answer.expect(200).json.user.email, 'sam@example.com');
  (await come_in_with({ header: { alg: 'ES256', kid: 'ec' }, email: 'mia@example.com' })).answer.expect(200);
  (await come_in_with({ header: { alg: 'RS256' } })).answer.expect(200); // without a key's name: by trying
  (await come_in_with({ claims: { aud: [client_id] } })).answer.expect(200);
  (await come_in_with({ claims: { aud: [client_id, 'other'], azp: client_id } })).answer.expect(200);
  // The secret goes in the header, encoded, and the code verifier fits the challenge.
  const { asked } = await come_in_with();
  const sent = liar.asked.findLast(({ path }) => path === '/token');
  const [user, secret] = Buffer.from(sent.authorization.replace('Basic ', ''), 'base64').toString().split(':');
  assert.deepEqual([decodeURIComponent(user), decodeURIComponent(secret)], [client_id, client_secret]);
  const form = new URLSearchParams(sent.body);
  assert.ok(!sent.body.includes('client_secret'));
  const { createHash } = await import('node:crypto');
  assert.equal(createHash('sha256').update(form.get('code_verifier')).digest('base64url'), asked.get('code_challenge'));
  assert.equal(form.get('redirect_uri'), asked.get('redirect_uri'));
});

const now = () => Math.floor(Date.now() / 1000);
const lies = [
  ['another nonce', 'nonce', { claims: { nonce: 'other' } }],
  ['no nonce', 'nonce', { claims: { nonce: undefined } }],
  ['another audience', 'aud', { claims: { aud: 'other' } }],
  ['no audience', 'aud', { claims: { aud: undefined } }],
  ['an audience that only begins alike', 'aud', { claims: { aud: `${client_id}2` } }],
  ['several audiences and nobody it was made for', 'azp', { claims: { aud: [client_id, 'other'] } }],
  ['made for another', 'azp', { claims: { azp: 'other' } }],
  ['another issuer', 'iss', { claims: { iss: 'https://evil.example' } }],
  ['an issuer with a slash more', 'iss', { claims: { iss: 'http://127.0.0.1/' } }],
  ['expired', 'exp', { claims: { exp: now() - 120 } }],
  ['never expires', 'exp', { claims: { exp: undefined } }],
  ['made an hour ago', 'iat', { claims: { iat: now() - 3600 } }],
  ['made tomorrow', 'iat', { claims: { iat: now() + 86400 } }],
  ['not good yet', 'nbf', { claims: { nbf: now() + 3600 } }],
  ['of nobody', 'sub', { claims: { sub: undefined } }],
  ['signed by a stranger', 'signature', { signer: 'stranger' }],
  ['signed by a key that is too short', 'key', { header: { alg: 'RS256', kid: 'weak' }, signer: 'weak' }],
  ['signed by a key nobody published', 'key', { header: { alg: 'RS256', kid: 'unknown' }, signer: 'stranger' }],
  ['of one algorithm under the key of another', 'key', { header: { alg: 'ES256', kid: 'rsa' }, signer: 'RS256' }],
  ['not signed', /form|alg/, { header: { alg: 'none' }, signer: 'none' }],
  ['the public key as a secret', /form|alg/, { header: { alg: 'HS256', kid: 'rsa' }, signer: 'HS256' }],
  ['extensions that must be understood', /form|alg/, { header: { alg: 'RS256', kid: 'rsa', crit: ['b64'], b64: false }, signer: 'RS256' }],
  ['changed after it was signed', 'signature', { token: (said) => swap_claims(liar.token(said), { ...said, email: 'ada@example.com' }) }],
  ['signature cut off', /form|signature/, { token: (said) => liar.token(said).replace(/[^.]+$/, '') }],
  ['no token at all', 'form', { token: () => 'a.b.c' }],
];
const swap_claims = (token, claims) => {
  const [header, , signature] = token.split('.');
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
};
test('a token that does not hold lets nobody in', async (t) => {
  for (const [name, why, lie] of lies)
    await t.test(name, async () => {
      const { client, answer } = await come_in_with(lie);
      assert.equal(answer.expect(401).json.code, 'bad_id_token');
      const said = /\((\w+)\)/.exec(answer.json.detail)[1];
      if (why instanceof RegExp) assert.match(said, why);
      else assert.equal(said, why);
      (await client.get('session')).expect(401);
    });
});

test('an e-mail address that is not verified, as a word too, is none', async () => {
  for (const email_verified of [false, undefined, 'true', 1])
    assert.equal(
      (await come_in_with({ claims: { sub: 'new', email_verified }, email: 'vic@example.com' })).answer.expect(401).json.code,
      'nobody_here',
    );
});

test('an address that was given to somebody else at the provider does not open the old account', async () => {
  (await come_in_with({ email: 'cai@example.com' })).answer.expect(200);
  const { answer } = await come_in_with({ email: 'cai@example.com', claims: { sub: 'somebody else' } });
  assert.equal(answer.expect(401).json.code, 'identity_taken');
  // Until an administrator says so.
  (await lied_to.admin.post(`users/${lied_to.coach.user.id}/reset`, { second_factor: true })).expect(200);
  (await come_in_with({ email: 'cai@example.com', claims: { sub: 'somebody else' } })).answer.expect(200);
});

test('a code of another provider is not shown to this one', async () => {
  const before = liar.asked.length;
  for (const returned of [{ iss: 'https://evil.example' }, { iss: undefined }]) {
    const { answer } = await come_in_with({ returned });
    assert.equal(answer.expect(401).json.code, 'provider_mixed_up');
  }
  assert.ok(!liar.asked.slice(before).some(({ path }) => path === '/token'), 'the code did not leave this server');
});

test('a provider that fails, redirects or floods is one that cannot be reached', async () => {
  const answers = {
    broken: (_, response) => response.writeHead(500).end('{}'),
    redirect: (_, response) => response.writeHead(302, { Location: `${liar.issuer}/token2` }).end(),
    flood: (_, response) => response.writeHead(200).end('x'.repeat(1 << 20)),
    'hangs up': (request) => request.socket.destroy(),
  };
  for (const [name, answer_with] of Object.entries(answers)) {
    liar.answers['/token'] = answer_with;
    const { answer } = await come_in_with();
    assert.equal(answer.status, 503, name);
    assert.equal(answer.json.code, 'provider_unreachable');
    assert.equal(answer.json.detail, '127.0.0.1 cannot be reached at the moment. Try again, or sign in with your password.');
  }
  liar.answers = {};
  assert.ok(!liar.asked.some(({ path }) => path === '/token2'), 'a redirect was followed');
  (await come_in_with()).answer.expect(200);
});

test('nothing of it is in the log but what helps, and no token is in the book', async () => {
  const log = lied_to.server.log();
  // SQLite: the file and what stands beside it, byte by byte.
  const files = lied_to.database.startsWith('sqlite:') ? readdirSync(lied_to.folder).filter((name) => /^book\.db(-wal)?$/.test(name)) : [];
  const kept = files.map((name) => readFileSync(join(lied_to.folder, name)).toString('latin1')).join('');
  for (const token of ['eyJ', 'access token of the liar', client_secret]) assert.ok(!kept.includes(token), token);
  assert.match(log, /ID token refused: nonce/);
  assert.match(log, /single_sign_on/);
  for (const secret of [client_secret, encodeURIComponent(client_secret), 'sam@example.com', 'subject of', 'eyJ'])
    assert.ok(!log.includes(secret), secret);
});

// Servers of their own, since a description is remembered.
async function with_server(flags, work) {
  const place = temporary_folder();
  const server = await serve(['--db', `sqlite:${place.path}/book.db`, ...flags]);
  const client = new Client(server.origin);
  try {
    return await work(client, server);
  } finally {
    client.close();
    await server.stop();
    place.remove();
  }
}

test('a description that leads elsewhere is not believed', async () => {
  for (const described of [
    { issuer: 'https://evil.example' },
    { token_endpoint: 'http://evil.example/token' },
    { token_endpoint: 'https://evil.example/token' }, // a provider on this machine keeps to this machine
    { jwks_uri: 'file:///etc/passwd' },
    { jwks_uri: undefined },
    { authorization_endpoint: 'javascript:alert(1)' },
  ]) {
    liar.described = described;
    await with_server(flags_of(liar, folder.path), async (client, server) => {
      assert.equal((await client.post('single_sign_on', {})).expect(503).json.code, 'provider_unreachable', JSON.stringify(described));
      assert.match(server.log(), /discovery: /);
    });
  }
  liar.described = {};
});

test('a provider that is down: the server starts, says so, and notices when it is back', async () => {
  const gone = await false_provider();
  gone.answers['/.well-known/openid-configuration'] = (_, response) => response.writeHead(503).end();
  await with_server([...flags_of(gone, folder.path), '--oidc-name', '甲公司'], async (client) => {
    const answer = (await client.post('single_sign_on', {}, { 'Accept-Language': 'zh-CN' })).expect(503);
    assert.equal(answer.json.detail, '现在连不上甲公司。稍后再试，或用密码登录。');
    gone.answers = {};
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await client.post('single_sign_on', {})).status === 201) return;
      await pause(100);
    }
    assert.fail('it was not asked again');
  });
  await gone.stop();
});

test('whom the provider knows comes in as a viewer, where that is wanted', async () => {
  const own = await open_book({ people: false, serve_with: [...flags_of(real, folder.path), '--oidc-new-people', 'viewer'] });
  try {
    real.allow(`${own.origin}/sign_in/return`, `${book.origin}/sign_in/return`);
    const client = new Client(own.origin);
    const back = await walk_through((await begin(client)).href, 'newcomer');
    const { user } = (await finish(client, parts_of(back))).expect(200).json;
    assert.deepEqual([user.role, user.email, user.name], ['viewer', 'newcomer@example.com', 'Name of newcomer']);
    (await client.post('accounts', { name: 'No' })).expect(403);
    const second = new Client(own.origin);
    const unverified = await walk_through((await begin(second)).href, 'unverified2');
    assert.equal((await finish(second, parts_of(unverified))).expect(401).json.code, 'nobody_here');
    const history = (await own.admin.get(`history?object=user:${user.id}`)).expect(200).json.items;
    assert.equal(history.length, 1);
  } finally {
    await own.close();
  }
});

test('the address that people know goes before the one they came by', async () => {
  await with_server([...flags_of(liar, folder.path), '--public-url', 'https://crm.example.com/'], async (client) => {
    assert.equal((await begin(client)).searchParams.get('redirect_uri'), 'https://crm.example.com/sign_in/return');
  });
});

test('what is set up wrongly is said at the start', () => {
  const start = (...flags) => run(['serve', '--db', `sqlite:${folder.path}/never.db`, ...flags], { env: { LANG: 'en_US.UTF-8' } });
  const secret = ['--oidc-client-secret-file', secret_file(folder.path)];
  for (const [flags, said] of [
    [['--oidc-issuer', 'http://provider.example', '--oidc-client-id', 'x', ...secret], /not an https address.*http:\/\/provider\.example/],
    [['--oidc-issuer', 'ftp://provider.example', '--oidc-client-id', 'x', ...secret], /not an https address/],
    [['--oidc-issuer', 'https://provider.example', ...secret], /oidc-client-id/],
    [['--oidc-issuer', 'https://provider.example', '--oidc-client-id', 'x'], /oidc-client-secret-file/],
    [['--oidc-issuer', 'https://provider.example', '--oidc-client-id', 'x', '--oidc-client-secret-file', '/nowhere'], /\/nowhere/],
    [['--public-url', 'crm.example.com'], /public-url/],
  ]) {
    const result = start(...flags);
    assert.equal(result.code, 2, flags.join(' '));
    assert.match(result.stderr + result.stdout, said);
  }
});
