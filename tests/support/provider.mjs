// Providers to sign in at: a real one (oidc-provider), and one that says whatever a test puts into its mouth.
import { createHmac, createSign, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './program.mjs';

export const client_id = 'wheelhouse-test';
export const client_secret = 'a secret + of the tests/%';

async function listen(handle) {
  const holder = { handle };
  const server = createServer((request, response) => holder.handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { holder, issuer: `http://127.0.0.1:${server.address().port}`, stop };
}

export const secret_file = (folder) => {
  const path = join(folder, 'client_secret');
  writeFileSync(path, `${client_secret}\n`);
  return path;
};
export const flags_of = (provider, folder) => [
  '--oidc-issuer',
  provider.issuer,
  '--oidc-client-id',
  client_id,
  '--oidc-client-secret-file',
  secret_file(folder),
];

// The real one. Whoever signs in as NAME is NAME@example.com there; names that begin with "unverified" have not shown that it is theirs.
// It is told where it may send people once that is known: `allow(redirect_uri)`.
export async function real_provider() {
  for (const level of ['warn', 'info']) {
    const print = console[level]; // it reminds of what is for development only
    console[level] = (text, ...rest) => String(text).includes('oidc-provider') || print(text, ...rest);
  }
  const { default: Provider } = await import(
    pathToFileURL(join(root, 'tests', 'e2e', 'node_modules', 'oidc-provider', 'lib', 'index.js')).href
  );
  const { holder, issuer, stop } = await listen((request, response) => response.writeHead(503).end());
  const jwk = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
  const allow = (...redirect_uris) => {
    const provider = new Provider(issuer, {
      clients: [{ client_id, client_secret, redirect_uris, grant_types: ['authorization_code'], response_types: ['code'] }],
      jwks: { keys: [{ ...jwk, kid: 'test', use: 'sig', alg: 'RS256' }] },
      cookies: { keys: [randomBytes(16).toString('hex')] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      findAccount: (_, sub) => ({
        accountId: sub,
        claims: () => ({ sub, email: `${sub}@example.com`, email_verified: !sub.startsWith('unverified'), name: `Name of ${sub}` }),
      }),
    });
    holder.handle = provider.callback();
  };
  return { issuer, allow, stop };
}

// A browser without a screen at the real provider: signs in as `name`, agrees, and comes back with the address it was sent to.
export async function walk_through(location, name, { cancel = false } = {}) {
  const cookies = new Map();
  const ask = async (url, form) => {
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        Cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        ...(form && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      },
      body: form && new URLSearchParams(form).toString(),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  };
  const provider = new URL(location).origin;
  let url = location;
  for (let steps = 0; steps < 20; steps += 1) {
    let answer = await ask(url);
    if (answer.status === 200) {
      const page = await answer.text();
      const submit = /action="([^"]+)"/.exec(page)[1];
      if (cancel) answer = await ask(new URL(`${new URL(url).pathname}/abort`, provider));
      else
        answer = await ask(
          new URL(submit, provider),
          page.includes('name="login"') ? { prompt: 'login', login: name, password: 'any' } : { prompt: 'consent' },
        );
    }
    const next = answer.headers.get('location');
    if (!next) throw new Error(`${answer.status} at ${url}: ${(await answer.text()).slice(0, 500)}`);
    url = new URL(next, url).href;
    if (new URL(url).origin !== provider) return new URL(url);
  }
  throw new Error('the provider goes round in circles');
}

const encoded = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

// The other one. `says` is what the next token answer holds; keys, description and failures are the test's to change.
export async function false_provider() {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const public_jwk = (pair, kid, alg) => ({ ...pair.publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' });
  const made = await listen((request, response) => {
    const path = new URL(request.url, made.issuer).pathname;
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      made.asked.push({ path, body, authorization: request.headers.authorization });
      const special = made.answers[path];
      if (special) return special(request, response);
      const json =
        path === '/.well-known/openid-configuration'
          ? { ...made.description(), ...made.described }
          : path === '/jwks'
            ? { keys: [public_jwk(rsa, 'rsa', 'RS256'), public_jwk(ec, 'ec', 'ES256'), public_jwk(weak, 'weak', 'RS256')] }
            : path === '/token'
              ? made.says
              : { error: 'not_found' };
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(json));
    });
  });
  Object.assign(made, { asked: [], answers: {}, described: {}, says: {} });
  made.description = () => ({
    issuer: made.issuer,
    authorization_endpoint: `${made.issuer}/authorize`,
    token_endpoint: `${made.issuer}/token`,
    jwks_uri: `${made.issuer}/jwks`,
    authorization_response_iss_parameter_supported: true,
  });
  const signers = {
    RS256: (text) => createSign('sha256').update(text).sign(rsa.privateKey),
    ES256: (text) => sign('sha256', Buffer.from(text), { key: ec.privateKey, dsaEncoding: 'ieee-p1363' }),
    weak: (text) => createSign('sha256').update(text).sign(weak.privateKey),
    stranger: (text) => createSign('sha256').update(text).sign(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
    none: () => Buffer.alloc(0),
    HS256: (text) => createHmac('sha256', rsa.publicKey.export({ type: 'spki', format: 'pem' })).update(text).digest(),
  };
  made.token = (claims, header = { alg: 'RS256', kid: 'rsa' }, signer = header.alg) => {
    const text = `${encoded(header)}.${encoded(claims)}`;
    return `${text}.${signers[signer](text).toString('base64url')}`;
  };
  return made;
}
