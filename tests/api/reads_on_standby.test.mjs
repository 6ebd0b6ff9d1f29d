// Reads go to a standby that is visibly behind, and nobody reads his own change, or one he was told of, stale.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { add_person, open_book } from '../support/book.mjs';
import { Client } from '../support/client.mjs';
import { listen } from '../support/event_stream.mjs';
import { without_postgres } from '../support/postgres.mjs';
import { run, serve } from '../support/program.mjs';
import { make_standby } from '../support/standby.mjs';

const skip = without_postgres;
const delay_ms = 4_000;
let standby;
let book;
let second;
before(async () => {
  if (skip) return;
  standby = make_standby({ delay: `${delay_ms}ms` });
  book = await open_book({ postgres: true, serve_with: (schema) => ['--read-from', standby.url(schema.url)] });
  second = await book.start_another();
});
after(async () => {
  await second?.stop();
  await book?.close();
  standby?.remove();
});

const seen_cookie = 'wh_seen';
const written_sql =
  "SELECT left(pg_walfile_name(p), 8) || '-' || p::text FROM (SELECT pg_current_wal_insert_lsn() AS p) AS written";

// The same person, at `origin`, in a browser that has seen nothing.
function elsewhere(client, origin = client.origin) {
  const other = new Client(origin);
  book.clients.push(other);
  for (const [name, value] of client.cookies) if (name !== seen_cookie) other.cookies.set(name, value);
  return other;
}

async function reads(origin = book.origin) {
  const { text } = (await elsewhere(book.admin, origin).get('/metrics')).expect(200);
  const count = (place) => Number(new RegExp(`^wheelhouse_db_reads_total\\{place="${place}"\\} (\\d+)$`, 'm').exec(text)[1]);
  return { primary: count('primary'), standby: count('standby') };
}

// What the answer is, and whether the standby gave it.
async function read_and_tell(client, path, headers) {
  const { standby: so_far } = await reads(client.origin);
  const answer = (await client.get(path, headers)).expect(200);
  return { json: answer.json, by_standby: (await reads(client.origin)).standby > so_far };
}

async function wait_until(holds, limit_ms = 60_000) {
  for (const limit = Date.now() + limit_ms; !(await holds()) && Date.now() < limit; ) await pause(50);
  assert.ok(await holds());
}
const wait_for_standby = (client, path) => wait_until(async () => (await read_and_tell(client, path)).by_standby);

async function rename(client, account, name) {
  const version = { 'If-Match': (await client.get(`accounts/${account.id}`)).expect(200).etag };
  return (await client.patch(`accounts/${account.id}`, { name }, version)).expect(200);
}

const new_account = async (name) => (await book.seller.post('accounts', { name })).expect(201).json;

test('only a book in PostgreSQL has a standby', () => {
  const refused = (from, language, db = 'sqlite:/nowhere/book.db') =>
    run(['serve', '--db', db, '--read-from', from, '--language', language]);
  const en = refused('postgresql://standby/book', 'en');
  assert.equal(en.code, 3, en.stderr);
  assert.match(en.stderr, /--read-from names a standby of PostgreSQL, and this book is a file/);
  assert.match(refused('postgresql://standby/book', 'zh-CN').stderr, /--read-from 指的是 PostgreSQL 的备库，而这个账本是一个文件/);
  for (const from of ['sqlite:other.db', 'postgresql://anna:s3cr3t@h:nota/port', 'http://h/']) {
    const bad = refused(from, 'en', 'postgresql://nowhere.invalid/book');
    assert.equal(bad.code, 3, bad.stderr);
    assert.match(bad.stderr, /--read-from is no address of a standby/);
    assert.ok(!bad.stderr.includes('s3cr3t'));
  }
  const by_environment = run(['serve', '--db', 'sqlite:/nowhere/book.db'], { env: { WHEELHOUSE_READ_FROM: 'postgresql://standby/book' } });
  assert.equal(by_environment.code, 3);
});

// Nobody tells the servers of this change: only a position can.
test('who has seen nothing is answered by the standby, who has by whichever knows it', { skip }, async () => {
  const account = await new_account('First name');
  const path = `accounts/${account.id}`;
  const reader = elsewhere(book.manager);
  await wait_for_standby(reader, path);
  let changed;
  // Again where the standby was left alone meanwhile: the server writes something itself now and then.
  for (let tries = 0; !changed?.by_standby && tries < 5; tries += 1) {
    if (tries) await wait_for_standby(reader, path);
    const [before_it] = book.schema.sql(written_sql);
    const [was] = book.schema.sql(`SELECT name FROM accounts WHERE id = '${account.id}'`);
    book.schema.sql(`UPDATE accounts SET name = 'Name ${tries}' WHERE id = '${account.id}'`);
    const [position] = book.schema.sql(written_sql);
    changed = { was, name: `Name ${tries}`, position, before_it, ...(await read_and_tell(reader, path)) };
  }
  const { was, name, position, by_standby } = changed;
  assert.ok(by_standby);
  assert.equal(changed.json.name, was, 'it is behind');

  const by_cookie = { Cookie: [...reader.cookies, [seen_cookie, position]].map((pair) => pair.join('=')).join('; ') };
  const by_header = { 'Wheelhouse-Position': position };
  for (const headers of [by_cookie, by_header])
    assert.deepEqual(await read_and_tell(reader, path, headers).then(({ json, by_standby: by }) => [json.name, by]), [name, false]);
  // What is no position, and one of a line of history that is yet to come.
  for (const garbled of ['nonsense', '0/0', '00000001-0', '00000001-0/0/0', '%00', '00000002-0/0'])
    for (const headers of [
      { Cookie: [...reader.cookies, [seen_cookie, garbled]].map((pair) => pair.join('=')).join('; ') },
      { 'Wheelhouse-Position': garbled },
    ])
      assert.equal((await reader.get(path, headers)).expect(200).json.name, name, garbled);
  const empty_cookie = { Cookie: [...reader.cookies, [seen_cookie, '']].map((pair) => pair.join('=')).join('; ') };
  assert.equal((await reader.get(path, empty_cookie)).json.name, name);

  // And when the standby has it, everybody gets it there.
  await wait_until(async () => (await reader.get(path)).json.name === name);
  await wait_until(async () => {
    const last = await read_and_tell(reader, path, by_header);
    assert.equal(last.json.name, name);
    return last.by_standby;
  });
});

test('whoever writes finds it at once, at either server', { skip }, async () => {
  const account = await new_account('To be renamed');
  await wait_for_standby(elsewhere(book.manager), `accounts/${account.id}`);
  const there = elsewhere(book.seller, second.origin);
  there.cookies = book.seller.cookies;
  let at_the_standby = 0;
  for (let i = 0; i < 12; i += 1) {
    const [one, other] = i % 2 ? [there, book.seller] : [book.seller, there];
    const answer = await rename(one, account, `Renamed ${i}`);
    assert.match(
      answer.headers['set-cookie'].join('\n'),
      /^wh_seen=[0-9A-F]{8}-[0-9A-F]+\/[0-9A-F]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=600$/m,
    );
    for (const client of [other, one]) {
      const read = await read_and_tell(client, `accounts/${account.id}`);
      assert.equal(read.json.name, `Renamed ${i}`);
      at_the_standby += read.by_standby;
      const found = (await client.all('accounts?q=Renamed')).map(({ name }) => name);
      assert.deepEqual(found, [`Renamed ${i}`]);
    }
  }
  assert.equal(at_the_standby, 0, 'which cannot have known it');
});

test('a program with a key is told in a header', { skip }, async () => {
  const { key } = (await book.seller.post('keys', { label: 'nightly', scope: 'write' })).expect(201).json;
  const program = new Client(book.origin, { Authorization: `Bearer ${key}` });
  book.clients.push(program);
  const made = (await program.post('accounts', { name: 'By a program' })).expect(201);
  assert.match(made.headers['wheelhouse-position'], /^[0-9A-F]{8}-[0-9A-F]+\/[0-9A-F]+$/);
  assert.equal(made.headers['set-cookie'], undefined);
  const there = new Client(second.origin, { Authorization: `Bearer ${key}` });
  book.clients.push(there);
  const position = { 'Wheelhouse-Position': made.headers['wheelhouse-position'] };
  assert.equal((await there.get(`accounts/${made.json.id}`, position)).expect(200).json.name, 'By a program');
  assert.equal((await there.get(`accounts/${made.json.id}`)).headers['wheelhouse-position'], undefined, 'a read has written nothing');
});

test('whoever is told of a change by the other server finds it', { skip }, async () => {
  const account = await new_account('To be heard of');
  const reader = elsewhere(book.manager, second.origin);
  await wait_for_standby(reader, `accounts/${account.id}`);
  const stream = await listen(reader);
  for (let i = 0; i < 3; i += 1) {
    stream.heard.length = 0;
    await rename(book.seller, account, `Heard ${i}`);
    await wait_until(() => stream.heard.some((notice) => notice.object_id === account.id));
    const read = await read_and_tell(reader, `accounts/${account.id}`);
    assert.deepEqual([read.json.name, read.by_standby], [`Heard ${i}`, false]);
  }
  stream.close();
});

test('whoever is disabled is out within a second, however far behind the standby is', { skip }, async () => {
  const person = await add_person(book, { name: 'Ned Next', email: 'ned@example.com', role: 'seller', team_id: book.north.id });
  const there = elsewhere(person, second.origin);
  await wait_for_standby(there, 'accounts');
  const { etag } = (await book.admin.get(`users/${person.user.id}`)).expect(200);
  (await book.admin.patch(`users/${person.user.id}`, { disabled: true }, { 'If-Match': etag })).expect(200);
  await wait_until(async () => (await there.get('accounts')).status === 401, 1_000);
  (await person.get('accounts')).expect(401);
  // People and what they may do are read at the primary, by whoever has seen nothing too.
  const administrator = elsewhere(book.admin, second.origin);
  const shown = await read_and_tell(administrator, `users/${person.user.id}`);
  assert.deepEqual([shown.json.disabled, shown.by_standby], [true, false]);
});

test('what is no standby of this book is not used', { skip }, async () => {
  for (const [from, why] of [
    [book.database, 'not a standby'],
    [standby.url(book.database).replace(/search_path%3D\w+/, 'search_path%3Dpublic'), 'another book'],
    ['postgresql://wheelhouse@/postgres?host=/nowhere', 'nowhere'],
  ]) {
    const other = await serve(['--db', book.database, '--data-dir', book.folder, '--read-from', from]);
    try {
      const reader = elsewhere(book.manager, other.origin);
      await wait_until(() => other.log().includes(why));
      for (let i = 0; i < 20; i += 1) (await reader.get('accounts')).expect(200);
      assert.equal((await reads(other.origin)).standby, 0);
      const warnings = other.log().split('\n').filter((line) => line.includes('standby_not_used'));
      assert.equal(warnings.length, 1, other.log());
    } finally {
      await other.stop();
    }
  }
});

test('a standby that hangs, dies and comes back holds nobody up', { skip }, async () => {
  const account = await new_account('Before');
  const path = `accounts/${account.id}`;
  const reader = elsewhere(book.manager);
  const reads_and_writes = async (name) => {
    for (let i = 0; i < 20; i += 1) (await reader.get(path)).expect(200);
    await rename(book.seller, account, name);
    for (const client of [reader, book.seller]) assert.equal((await client.get(path)).json.name, name);
  };
  await wait_for_standby(reader, path);
  standby.freeze();
  const began = Date.now();
  await reads_and_writes('While it hung');
  assert.ok(Date.now() - began < 10_000, 'nobody waits for it');
  standby.thaw();
  await wait_for_standby(reader, path);

  standby.kill();
  await reads_and_writes('While it was dead');
  const { primary } = await reads();
  (await reader.get(path)).expect(200);
  assert.ok((await reads()).primary > primary);

  standby.start();
  await wait_for_standby(reader, path);
  assert.equal((await reader.get(path)).json.name, 'While it was dead');
});
