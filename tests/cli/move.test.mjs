// A book moved from one engine to the other and back: nothing missing, nothing different, and never over something else.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fresh_schema, without_postgres } from '../support/postgres.mjs';
import { program, root, run, run_json, serve, temporary_folder } from '../support/program.mjs';

const skip = without_postgres;
let folder;
const schemas = [];
const demo = () => `sqlite:${folder.path}/demo.db`;
const file = (name) => `sqlite:${folder.path}/${name}.db`;
before(() => {
  folder = temporary_folder();
  if (skip) return;
  assert.equal(run(['demo', '--db', demo()]).code, 0);
});
after(() => {
  for (const schema of schemas) schema.remove();
  folder.remove();
});

const schema = () => {
  const made = fresh_schema();
  schemas.push(made);
  return made;
};
const move = (from, to, ...more) => run(['move', '--from', from, '--to', to, ...more]);
// What a person sees of a book, without what only says where it is.
function picture(db) {
  const json = (...args) => run_json([...args, '--json', '--db', db]);
  const text = (...args) => {
    const { code, stdout, stderr } = run([...args, '--db', db]);
    assert.equal(code, 0, stderr);
    return stdout;
  };
  const { as_of: the_clock, ...wheel } = json('wheel'); // eslint-disable-line no-unused-vars
  return {
    wheel,
    past: json('wheel', '--as-of', '2026-01-31', '--unit', 'opportunity'),
    accounts: text('export', 'accounts'),
    evidence: text('export', 'evidence'),
    people: json('user', 'list'),
  };
}
// Beside whatever else runs.
const run_beside = (args) =>
  new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('exit', (code) => resolve({ code, stdout, stderr }));
  });
const faults = (db) => run_json(['doctor', '--json', '--db', db]).checks.filter(({ state }) => state === 'failed');

test('to PostgreSQL and back, the book is the same', { skip }, () => {
  const there = schema();
  const before_it = picture(demo());
  const moved = move(demo(), there.url);
  assert.equal(moved.code, 0, moved.stderr);
  assert.match(moved.stdout, /equal/);
  assert.match(moved.stderr, /rows · event\b/);
  assert.deepEqual(picture(there.url), before_it);
  assert.deepEqual(faults(there.url), []);
  const back = run_json(['move', '--from', there.url, '--to', file('back'), '--json']);
  assert.equal(back.resumed, false);
  assert.ok(back.rows > 1000 && back.tables > 20, JSON.stringify(back));
  assert.deepEqual(picture(file('back')), before_it);
  assert.deepEqual(faults(file('back')), []);
});

test('a copy that was cut off is taken up again, and is not served before', { skip }, async () => {
  const there = schema();
  // Killed when it has told of its first tables.
  await new Promise((resolve) => {
    const child = spawn(program, ['move', '--from', demo(), '--to', there.url], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
      if (/ · event_value$/m.test(said)) child.kill('SIGKILL');
    });
    child.on('exit', resolve);
  });
  assert.ok(Number(there.sql('SELECT count(*) FROM event')[0]) > 0);
  assert.equal(there.sql(`SELECT count(*) FROM pg_tables WHERE schemaname = '${there.name}' AND tablename = 'book_copy'`)[0], '1');
  const early = run(['wheel', '--db', there.url]);
  assert.equal(early.code, 3, early.stderr);
  assert.match(early.stderr, /not finished/);
  await assert.rejects(serve(['--db', there.url]), /not finished/);
  // Not from another book.
  assert.equal(run(['migrate', '--db', file('another')]).code, 0);
  assert.equal(move(file('another'), there.url).code, 1);

  const again = run_json(['move', '--from', demo(), '--to', there.url, '--json']);
  assert.equal(again.resumed, true);
  assert.deepEqual(picture(there.url), picture(demo()));
  assert.deepEqual(faults(there.url), []);
  // Done is done: once more would be over a book.
  assert.equal(move(demo(), there.url).code, 1);
});

test('nothing is ever written over', { skip }, () => {
  const there = schema();
  assert.equal(run(['demo', '--db', file('kept')]).code, 0);
  assert.equal(run(['migrate', '--db', there.url]).code, 0);
  there.sql(`INSERT INTO teams (workspace_id, id, version, created_at, updated_at, name) VALUES (1, gen_random_uuid(), 1, 0, 0, 'Ours')`);
  for (const [from, to] of [
    [demo(), there.url],
    [demo(), file('kept')],
  ]) {
    const before_it = picture(to);
    const { code, stderr } = move(from, to);
    assert.equal(code, 1);
    assert.match(stderr, /not empty/);
    assert.match(move(from, to, '--lang', 'zh-CN').stderr, /不是空的/);
    assert.deepEqual(picture(to), before_it);
  }
  assert.match(move(demo(), demo()).stderr, /same book/);
});

test('addresses that lead nowhere are named in one sentence, without a password', { skip }, () => {
  const wrong = {
    'postgresql://anna:s3cr3t@127.0.0.1:1/book': /cannot be reached/,
    'postgresql://anna:s3cr3t/book': /no address of a book/,
    'postgresql://anna:s3cr3t@h:1/book?colour=red': /no address of a book/,
    'mysql://anna:s3cr3t@h/book': /no address of a book/,
  };
  for (const [address, sentence] of Object.entries(wrong)) {
    for (const args of [
      ['wheel', '--db', address],
      ['serve', '--listen', '127.0.0.1:0', '--db', address],
      ['move', '--from', demo(), '--to', address],
      ['move', '--from', address, '--to', file('never')],
    ]) {
      const { code, stderr, stdout } = run(args);
      assert.equal(code, 3, `${args}: ${stderr}`);
      assert.match(stderr, sentence);
      assert.equal(stderr.trim().split('\n').filter((line) => !/rows · /.test(line)).length, 1, stderr);
      assert.doesNotMatch(stdout + stderr, /s3cr3t/);
      const chinese = run([...args, '--lang', 'zh-CN']);
      assert.match(chinese.stderr, /[\u4e00-\u9fff]/);
      assert.doesNotMatch(chinese.stderr, /s3cr3t/);
    }
    assert.equal(run(['wheel'], { env: { WHEELHOUSE_DB: address } }).code, 3);
  }
  assert.ok(!existsSync(`${folder.path}/never.db`));
  const { code, stderr } = move(file('nowhere'), schema().url);
  assert.equal(code, 4);
  assert.match(stderr, /nowhere\.db/);
});

test('an empty database is no book, and a book of a later version is left alone', { skip }, () => {
  const empty = schema();
  const { code, stderr } = run(['wheel', '--db', empty.url]);
  assert.equal(code, 4, stderr);
  assert.deepEqual(empty.sql(`SELECT tablename FROM pg_tables WHERE schemaname = '${empty.name}'`), []);
  const later = schema();
  assert.equal(run(['migrate', '--db', later.url]).code, 0);
  later.sql('INSERT INTO schema_migration (version) VALUES (9999)');
  for (const args of [
    ['wheel', '--db', later.url],
    ['move', '--from', demo(), '--to', later.url],
    ['move', '--from', later.url, '--to', file('from_later')],
  ]) {
    const refused = run(args);
    assert.equal(refused.code, 3, refused.stderr);
    assert.match(refused.stderr, /newer Wheelhouse/);
  }
});

test('a book in PostgreSQL is backed up while others write, and comes back', { skip }, async () => {
  const there = schema();
  assert.equal(move(demo(), there.url).code, 0);
  const whole = run_json(['audit', 'verify', '--json', '--db', there.url]);
  const archive = `${folder.path}/postgres.zip`;
  const made = run_json(['backup', archive, '--json', '--db', there.url]);
  assert.deepEqual([made.events, made.head], [whole.events, whole.head]);
  assert.deepEqual(
    readdirSync(folder.path).filter((name) => name.startsWith('.wheelhouse-snapshot')),
    [],
    'no copy is left beside it',
  );
  // While a list is imported: the archive holds one moment, an exact prefix of the history.
  const list = `${folder.path}/many.csv`;
  writeFileSync(list, `name,phone\n${Array.from({ length: 4000 }, (_, i) => `Customer ${i},${13_000_000_000 + i}`).join('\n')}\n`);
  const importing = run_beside(['import', list, '--as', 'accounts', '--db', there.url]);
  const during = JSON.parse((await run_beside(['backup', `${folder.path}/during.zip`, '--json', '--db', there.url])).stdout);
  assert.equal((await importing).code, 0);
  const after_it = run_json(['audit', 'verify', '--json', '--db', there.url]);
  assert.ok(whole.events <= during.events && during.events < after_it.events, `${whole.events} ${during.events} ${after_it.events}`);
  const restored = run_json(['restore', `${folder.path}/during.zip`, '--verify', '--json', '--db', file('restored')]);
  assert.deepEqual([restored.events, restored.head], [during.events, during.head]);
  assert.deepEqual(faults(file('restored')), []);
  const back = schema();
  assert.equal(move(file('restored'), back.url).code, 0);
  assert.equal(run_json(['audit', 'verify', '--json', '--db', back.url]).head, during.head);
});
