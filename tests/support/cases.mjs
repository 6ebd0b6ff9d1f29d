// One row per case: who asks what, which status comes, what the answer must hold and what it must never hold.
//
//   { name, as, method, url, headers, body, status, contains, lacks, pointer, code, check }
//
// url, headers and body may be functions of the book. `pointer` is the field that an error answer must name.
import assert from 'node:assert/strict';

const value_of = (thing, book) => (typeof thing === 'function' ? thing(book) : thing);

export async function run_case(row, book) {
  const client = typeof row.as === 'string' ? book[row.as] : (row.as ?? book.admin);
  const url = value_of(row.url, book);
  const answer = await client.send(row.method ?? 'GET', url, value_of(row.body, book), value_of(row.headers, book));
  const told = `${row.method ?? 'GET'} ${url} as ${row.as ?? 'admin'}: ${answer.status} ${answer.text.slice(0, 1500)}`;
  const statuses = Array.isArray(row.status) ? row.status : [row.status];
  assert.ok(statuses.includes(answer.status), `expected ${statuses.join(' or ')}\n${told}`);
  for (const text of row.contains ?? [])
    assert.ok(answer.text.includes(value_of(text, book)), `must contain ${value_of(text, book)}\n${told}`);
  for (const text of row.lacks ?? [])
    assert.ok(!answer.text.includes(value_of(text, book)), `must not contain ${value_of(text, book)}\n${told}`);
  if (answer.status >= 400) assert_problem(answer, told);
  if (row.code) assert.equal(answer.json.code, row.code, told);
  if (row.pointer) {
    assert.ok(
      answer.json.errors.some((error) => error.pointer === row.pointer),
      `no error points to ${row.pointer}\n${told}`,
    );
  }
  if (row.check) await row.check(answer, book);
  return answer;
}

// RFC 9457, with a sentence for people, and nothing of the inside.
export function assert_problem(answer, told = answer.text) {
  assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/, told);
  for (const member of ['type', 'title', 'status', 'code', 'detail', 'request_id'])
    assert.ok(member in answer.json, `lacks ${member}\n${told}`);
  assert.equal(answer.json.status, answer.status, told);
  assert.ok(answer.json.detail.length > 0 && answer.json.detail !== answer.json.code, `no sentence\n${told}`);
  assert.ok(!/^(error|field)\./.test(answer.json.detail), `a key instead of a sentence\n${told}`);
  for (const error of answer.json.errors ?? []) {
    assert.match(error.pointer, /^($|[/?])/, told);
    assert.ok(error.detail && !/^field\./.test(error.detail), `a key instead of a sentence\n${told}`);
  }
  assert.doesNotMatch(answer.text, /sqlite|SQLITE|\.cc:|std::|SELECT |terminate/, told);
}

export async function run_cases(t, rows, book) {
  for (const row of rows) await t.test(row.name, () => run_case(row, book));
}
