// The edge on raw bytes: what is refused before any handler sees it, and what every answer carries.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { open_book } from '../support/book.mjs';
import { run_cases } from '../support/cases.mjs';

let book;
before(async () => {
  book = await open_book({ people: false });
});
after(() => book?.close());

const answer_timeout_ms = 20_000;

// Sends the text as it is, reads until the server closes or has sent a whole answer: the status, 0 for none.
function raw(text) {
  const { hostname, port } = new URL(book.origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    const finish = () => {
      socket.destroy();
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0), answer });
    };
    socket.setTimeout(answer_timeout_ms, () => reject(new Error(`no answer to ${JSON.stringify(text.slice(0, 80))}`)));
    socket.on('data', (part) => {
      answer += part.toString('latin1');
      if (answer.includes('\r\n\r\n')) finish();
    });
    socket.on('close', finish);
    socket.on('error', finish);
  });
}

const head = (...lines) => `${['GET /livez HTTP/1.1', ...lines].join('\r\n')}\r\n\r\n`;
const host = () => `Host: ${new URL(book.origin).host}`;

for (const [name, text, status] of [
  ['no Host', () => head(), 400],
  ['two Hosts', () => head(host(), host()), 400],
  ['a Host that is not ours', () => head('Host: evil.example'), 421],
  ['two lengths', () => head(host(), 'Content-Length: 1', 'Content-Length: 1'), 400],
  ['a negative length', () => head(host(), 'Content-Length: -1'), 400],
  ['a length with a sign', () => head(host(), 'Content-Length: +1'), 400],
  ['length and chunked', () => head(host(), 'Content-Length: 1', 'Transfer-Encoding: chunked'), 400],
  ['chunked, identity', () => head(host(), 'Transfer-Encoding: chunked, identity'), 400],
  ['xchunked', () => head(host(), 'Transfer-Encoding: xchunked'), 400],
  ['a folded header', () => head(host(), 'X-Long: a', ' b'), 400],
  ['a blank before the colon', () => head(`${host()}`, 'X-A : b'), 400],
  ['a NUL in a header', () => head(host(), 'X-A: \0'), 400],
  ['101 headers', () => head(host(), ...Array.from({ length: 101 }, (_, i) => `X-${i}: 1`)), 431],
  ['a long target', () => `GET /${'a'.repeat(9000)} HTTP/1.1\r\n${host()}\r\n\r\n`, 414],
  ['a long header', () => head(host(), `X-A: ${'a'.repeat(20_000)}`), 431],
  ['HTTP/0.9', () => 'GET /livez\r\n\r\n', 400],
  ['a bare LF', () => `GET /livez HTTP/1.1\n${host()}\n\n`, 400],
  ['no HTTP at all', () => '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', 400],
  ['a well-formed request', () => head(host()), 200],
]) {
  test(`edge: ${name}`, async () => {
    const { status: got, answer } = await raw(text());
    assert.equal(got, status, answer.slice(0, 400));
    if (got >= 400) assert.doesNotMatch(answer, /keep-alive/i);
  });
}

test('health', async (t) => {
  await run_cases(
    t,
    [
      { name: 'alive', as: 'nobody', url: '/livez', status: 200 },
      { name: 'ready', as: 'nobody', url: '/readyz', status: 200 },
      { name: 'unknown path', as: 'nobody', url: '/api/v1/nothing', status: 404 },
      {
        name: 'wrong method',
        as: 'nobody',
        method: 'DELETE',
        url: '/livez',
        status: 405,
        check: (a) => assert.match(a.headers.allow, /GET/),
      },
      {
        name: 'a path that climbs',
        as: 'nobody',
        url: '/assets/..%2f..%2f..%2fetc%2fpasswd',
        status: [400, 404],
        lacks: ['root:'],
      },
      { name: 'a broken escape', as: 'nobody', url: '/api/v1/accounts?q=%zz', status: [400, 401, 422] },
    ],
    book,
  );
});

test('answers carry the headers that protect a browser', async () => {
  for (const path of ['/livez', '/api/v1/session', '/api/v1/accounts']) {
    const answer = await book.admin.get(path);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', path);
  }
  assert.equal((await book.admin.get('/api/v1/accounts')).headers['cache-control'], 'no-store');
});

test('no answer can be framed, and none gives its address away', async () => {
  const open = ['/livez', '/api/v1/session', '/api/v1/nothing', '/nothing', '/api/v1/openapi.json'];
  const answers = [
    ...(await Promise.all(open.map((path) => book.nobody.get(path)))),
    await book.admin.get('/api/v1/accounts'),
    await book.admin.post('accounts', {}),
    await book.admin.get('/api/v1/export?entity=accounts&format=csv'),
  ];
  const heads = answers.map((answer) => Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`).join('\n'));
  // What the edge itself refuses, too.
  for (const text of [head(), head('Host: evil.example'), `GET /${'a'.repeat(9000)} HTTP/1.1\r\n${host()}\r\n\r\n`])
    heads.push((await raw(text)).answer.toLowerCase());
  for (const one of heads) {
    assert.match(one, /^content-security-policy: .*frame-ancestors 'none'/m, one);
    assert.match(one, /^content-security-policy: .*object-src 'none'/m, one);
    assert.match(one, /^content-security-policy: .*base-uri 'none'/m, one);
    assert.match(one, /^referrer-policy: same-origin/m, one);
  }
});

test('an error says nothing of the inside', async () => {
  const bodies = [
    (await book.nobody.get('/api/v1/accounts')).expect(401),
    (await book.admin.get('/api/v1/nothing')).expect(404),
    (await book.admin.get('accounts?sort=name%27%3B%20DROP%20TABLE')).expect(400, 422),
    (await book.admin.post('accounts', '{"name":')).expect(400),
    (await book.admin.patch('workspace', { time_zone: "'" })).expect(422),
    (await book.admin.get('accounts?cursor=AAAA')).expect(400, 422),
  ];
  for (const answer of bodies) {
    const known = ['type', 'title', 'status', 'code', 'detail', 'errors', 'request_id'];
    assert.deepEqual(Object.keys(answer.json).filter((name) => !known.includes(name)), [], answer.text);
    assert.doesNotMatch(answer.text, /SELECT|sqlite|postgres|\bat \S+:\d+|\.cc\b|\/home\/|\/tmp\/|std::|exception/i, answer.text);
  }
});

test('what was typed is not read again as a template', async () => {
  const answer = (await book.admin.patch('workspace', { locale: '{allowed}' })).expect(422);
  assert.match(answer.json.errors[0].detail, /\{allowed\}/, answer.text);
});

test('no other site is ever let in to read', async () => {
  for (const headers of [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { Origin: book.origin }])
    for (const [method, path] of [
      ['GET', '/livez'],
      ['GET', '/api/v1/openapi.json'],
      ['GET', '/api/v1/accounts'],
      ['OPTIONS', '/api/v1/accounts'],
      ['POST', '/api/v1/accounts'],
    ]) {
      const answer = await book.admin.send(method, path, undefined, { ...headers, 'Access-Control-Request-Method': 'POST' });
      const told = Object.keys(answer.headers).filter((name) => name.startsWith('access-control'));
      assert.deepEqual(told, [], `${method} ${path} ${headers.Origin}`);
    }
});

test('an error is told in the language that was asked for', async () => {
  const post = (language) => book.admin.post('accounts', {}, { 'Accept-Language': language });
  const [zh, en] = [await post('zh-CN,zh;q=0.9'), await post('en-GB')];
  assert.match(zh.json.detail, /[\u4e00-\u9fff]/);
  assert.match(zh.json.errors[0].detail, /[\u4e00-\u9fff]/);
  assert.doesNotMatch(en.json.detail, /[\u4e00-\u9fff]/);
  assert.equal(zh.json.code, en.json.code);
});

test('many connections that say nothing do not stand in the way of others', async () => {
  const { hostname, port } = new URL(book.origin);
  const idle = await Promise.all(
    Array.from(
      { length: 200 },
      () =>
        new Promise((resolve) => {
          const s = connect(Number(port), hostname, () => resolve(s));
          s.on('error', () => resolve(s));
          s.write('GET /li');
        }),
    ),
  );
  (await book.nobody.get('/livez')).expect(200);
  for (const socket of idle) socket.destroy();
});

test('every query parameter that OpenAPI names is understood, and another is refused', async () => {
  const api = (await book.admin.get('/api/v1/openapi.json')).expect(200).json;
  const of = (path) => (api.paths[path].get.parameters ?? []).filter((p) => p.in === 'query').map((p) => p.name);
  assert.ok(of('/api/v1/wheel').includes('as_of') && of('/api/v1/wheel').includes('known_on'));
  assert.ok(of('/api/v1/accounts').includes('q') && of('/api/v1/notes').includes('account_id'));
  for (const path of Object.keys(api.paths)) {
    if (path.includes('{') || !api.paths[path].get) continue;
    const names = of(path);
    for (const name of names) {
      const errors = (await book.admin.get(`${path}?${name}=x`)).json?.errors ?? [];
      assert.ok(!errors.some((e) => e.code === 'unknown_parameter'), `${path}?${name}`);
    }
    if (names.includes('limit') && path !== '/api/v1/search') {
      const refused = (await book.admin.get(`${path}?colour=red`)).expect(422).json;
      assert.equal(refused.errors[0].pointer, '?colour');
    }
  }
});

test('OpenAPI describes every route, and names what it needs', async () => {
  const api = (await book.admin.get('/api/v1/openapi.json')).expect(200).json;
  assert.match(api.openapi, /^3\.1\./);
  for (const path of [
    '/accounts',
    '/accounts/{id}',
    '/contacts',
    '/opportunities',
    '/evidence',
    '/notes',
    '/wheel',
    '/search',
    '/imports',
    '/session',
  ]) {
    const known = [path, `/api/v1${path}`].some((candidate) => candidate in api.paths);
    assert.ok(known, `${path} is not described`);
  }
  const text = JSON.stringify(api);
  for (const match of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g))
    assert.ok(api.components.schemas[match[1]], match[1]);
});
