// What a Prometheus server reads: figures of routes, never of people, and only for who administers the book.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open_book } from '../support/book.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

// name{labels} -> value, of the text format 0.0.4
function samples(text) {
  const found = new Map();
  for (const line of text.trimEnd().split('\n')) {
    if (line.startsWith('#')) {
      assert.match(line, /^# (HELP [a-z_]+ \S.*|TYPE [a-z_]+ (counter|gauge|histogram))$/);
      continue;
    }
    const parts = /^([a-z_]+(?:\{[^}]*(?:\{[^}]*\}[^}]*)*\})?) (\S+)$/.exec(line);
    assert.ok(parts, `no sample: ${line}`);
    assert.ok(!found.has(parts[1]), `twice: ${parts[1]}`);
    assert.ok(Number.isFinite(Number(parts[2])), line);
    found.set(parts[1], Number(parts[2]));
  }
  return found;
}

test('metrics are not for everybody', async () => {
  (await book.nobody.get('/metrics')).expect(401);
  for (const who of ['seller', 'manager', 'coach', 'viewer']) (await book[who].get('/metrics')).expect(403);
});

test('metrics count what was answered, by route', async () => {
  const account = (await book.seller.post('accounts', { name: 'Zhang San Trading' })).expect(201).json;
  for (let i = 0; i < 3; ++i) (await book.seller.get(`accounts/${account.id}`)).expect(200);
  (await book.seller.get('accounts/00000000-0000-7000-8000-000000000000')).expect(404);
  const answer = (await book.admin.get('/metrics')).expect(200);
  assert.equal(answer.headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
  const found = samples(answer.text);
  const one = 'method="GET",route="/api/v1/accounts/{id}"';
  assert.equal(found.get(`wheelhouse_http_requests_total{${one},status="2xx"}`), 3);
  assert.equal(found.get(`wheelhouse_http_requests_total{${one},status="4xx"}`), 1);
  assert.equal(found.get(`wheelhouse_http_request_duration_seconds_count{${one}}`), 4);
  assert.equal(found.get(`wheelhouse_http_request_duration_seconds_bucket{${one},le="+Inf"}`), 4);
  assert.ok(found.get(`wheelhouse_http_request_duration_seconds_sum{${one}}`) > 0);
  assert.ok(found.get('wheelhouse_http_connections') >= 1);
  assert.ok(found.get('process_resident_memory_bytes') > 1e6);
  assert.ok(!answer.text.includes('Zhang') && !answer.text.includes(account.id) && !answer.text.includes('example.com'));
});
