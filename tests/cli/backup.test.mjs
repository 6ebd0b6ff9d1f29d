// backup, restore, audit verify and doctor as somebody who looks after a book uses them: beside a running server, in both languages,
// with something wrong.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fixture, run, run_json, serve, temporary_folder } from '../support/program.mjs';

const ok = 0;
const failed = 1;
const bad_input = 2;
const unavailable = 3;
const not_found = 4;

let folder;
before(() => {
  folder = temporary_folder();
});
after(() => folder.remove());

const path = (name) => join(folder.path, name);
const book = (name) => ['--db', `sqlite:${path(name)}`];
let made = 0;
function filled_book() {
  const name = `book_${(made += 1)}.db`;
  run_json(['import', fixture('customers_en.csv'), fixture('deals_en.csv'), '--json', ...book(name)]);
  return name;
}
const accounts_of = (name) => run(['export', 'accounts', ...book(name)]).stdout;
const litter = () => readdirSync(folder.path).filter((name) => /incoming|partial|snapshot/.test(name));

// Each refusal in both languages: one sentence with what happened, what is safe and what to do.
function refused(args, code, says_en, says_zh) {
  for (const [language, says] of [
    ['en', says_en],
    ['zh-CN', says_zh],
  ]) {
    const answer = run([...args, '--language', language]);
    assert.equal(answer.code, code, answer.stdout + answer.stderr);
    assert.match(answer.stderr, says);
    assert.equal(answer.stdout, '');
  }
}

test('a backup made while the server runs comes back elsewhere, verified, as it was', async () => {
  const name = filled_book();
  const before_it = accounts_of(name);
  const server = await serve(book(name));
  const backup = run_json(['backup', path('running.zip'), '--json', ...book(name)]);
  assert.equal(backup.file, path('running.zip'));
  assert.equal(statSync(backup.file).size, backup.bytes);
  assert.equal(statSync(backup.file).mode & 0o777, 0o600);
  const audit = run_json(['audit', 'verify', '--json', ...book(name)]);
  assert.deepEqual([audit.events, audit.head], [backup.events, backup.head]);
  await server.stop();
  const restored = run_json(['restore', path('running.zip'), '--verify', '--json', ...book('restored.db')]);
  assert.deepEqual([restored.events, restored.head, restored.kept_as], [backup.events, backup.head, null]);
  assert.ok(restored.checks.length >= 20);
  assert.equal(accounts_of('restored.db'), before_it);
  assert.equal(run(['doctor', ...book('restored.db')]).code, ok);
  assert.deepEqual(litter(), []);
});

test('a backup without a name is dated and lies where one stands', () => {
  const name = filled_book();
  const { code, stdout } = run(['backup', '--language', 'zh-CN', ...book(name)], { cwd: folder.path });
  assert.equal(code, ok);
  assert.match(stdout, /备份完成/);
  assert.equal(readdirSync(folder.path).filter((file) => /^wheelhouse-\d{8}-\d{6}\.zip$/.test(file)).length, 1);
});

test('what a server has as certificate is named in its backup', async () => {
  const name = filled_book();
  const certificate = ['--tls', 'self', '--tls-cert', path('self.crt'), '--tls-key', path('self.key')];
  const server = await serve([...book(name), ...certificate]);
  run_json(['backup', path('tls.zip'), '--json', ...book(name)]);
  const { certificate_sha256 } = server.announced;
  await server.stop();
  // The manifest is the archive's first member; small as it is, its digits stand packed: so it is read by restoring, and here by size.
  const plain = run_json(['backup', path('no_tls.zip'), '--json', ...book(name)]);
  assert.ok(statSync(path('tls.zip')).size > plain.bytes, certificate_sha256);
});

test('no file and no book is overwritten', () => {
  const name = filled_book();
  writeFileSync(path('mine.zip'), 'mine');
  refused(['backup', path('mine.zip'), ...book(name)], failed, /already.*nothing was written/, /已经存在.*什么都没有写/);
  assert.equal(readFileSync(path('mine.zip'), 'utf8'), 'mine');
  run_json(['backup', path('there.zip'), '--json', ...book(name)]);
  const before_it = accounts_of(name);
  refused(['restore', path('there.zip'), ...book(name)], failed, /book.*already.*--replace/, /已有账本.*--replace/);
  assert.equal(accounts_of(name), before_it);
  const restored = run_json(['restore', path('there.zip'), '--replace', '--json', ...book(name)]);
  assert.ok(existsSync(restored.kept_as));
  assert.equal(accounts_of(name), before_it);
  const checked = run_json(['restore', path('there.zip'), '--check-only', '--verify', '--json', ...book(name)]);
  assert.equal(checked.restored, false);
});

test('a damaged backup is refused before anything is changed', () => {
  const name = filled_book();
  run_json(['backup', path('whole.zip'), '--json', ...book(name)]);
  const bytes = readFileSync(path('whole.zip'));
  bytes[Math.floor(bytes.length / 2)] ^= 1;
  writeFileSync(path('flipped.zip'), bytes);
  const before_it = readFileSync(path(name));
  for (const args of [['--replace'], ['--check-only'], ['--replace', '--verify']])
    refused(['restore', path('flipped.zip'), ...args, ...book(name)], bad_input, /damaged.*Nothing was changed/, /已损坏.*什么都没有改/);
  assert.deepEqual(readFileSync(path(name)), before_it);
  refused(['restore', path('absent.zip'), ...book('new.db')], not_found, /absent\.zip/, /absent\.zip/);
  refused(['restore', fixture('customers_en.csv'), ...book('new.db')], bad_input, /not a Wheelhouse backup/, /不是方向盘的备份/);
  assert.ok(!existsSync(path('new.db')));
  assert.deepEqual(litter(), []);
});

test('a book that a server holds is not replaced', async () => {
  const name = filled_book();
  run_json(['backup', path('held.zip'), '--json', ...book(name)]);
  const server = await serve(book(name));
  refused(
    ['restore', path('held.zip'), '--replace', ...book(name)],
    unavailable,
    /open in a running server.*nothing was changed/,
    /正由服务器.*什么都没有改/,
  );
  assert.equal(run(['restore', path('held.zip'), '--check-only', ...book(name)]).code, ok);
  await server.stop();
});

test('audit verify names the first event that was changed in the file itself', () => {
  const name = filled_book();
  const whole = run_json(['audit', 'verify', '--json', ...book(name)]);
  assert.deepEqual([whole.first_bad_seq, whole.erased], [null, 0]);
  assert.equal(run_json(['audit', 'verify', '--json', '--head', whole.head, ...book(name)]).known_head, true);
  copyFileSync(path(name), path('tampered.db'));
  const bytes = readFileSync(path('tampered.db'));
  // A word that the import wrote, wherever it stands: record, event, search.
  const word = Buffer.from('"after":{');
  const at = bytes.indexOf(word);
  assert.ok(at > 0);
  bytes[at + 2] = 'F'.charCodeAt(0);
  writeFileSync(path('tampered.db'), bytes);
  const broken = run(['audit', 'verify', '--json', ...book('tampered.db')]);
  assert.equal(broken.code, bad_input);
  const report = JSON.parse(broken.stdout);
  assert.ok(report.first_bad_seq >= 1 && report.first_bad_seq <= whole.events);
  assert.equal(report.events, report.first_bad_seq - 1);
  assert.match(run(['audit', 'verify', '--language', 'en', ...book('tampered.db')]).stdout, new RegExp(`event ${report.first_bad_seq} `));
  assert.match(run(['audit', 'verify', '--language', 'zh-CN', ...book('tampered.db')]).stdout, /不完好/);
  const other_head = run(['audit', 'verify', '--head', 'ab'.repeat(32), '--language', 'en', ...book(name)]);
  assert.equal(other_head.code, bad_input);
  assert.match(other_head.stdout, /in this history no more/);
  assert.equal(run(['audit', 'verify', '--head', 'x', ...book(name)]).code, bad_input);
});

test('doctor: at least 20 checks, each a sentence in both languages; a leftover is a warning, a changed record a fault', () => {
  const name = filled_book();
  const { checks } = JSON.parse(run(['doctor', '--json', ...book(name)]).stdout);
  assert.ok(checks.length >= 20, `${checks.length}`);
  assert.equal(new Set(checks.map(({ check }) => check)).size, checks.length);
  for (const language of ['en', 'zh-CN']) {
    const { code, stdout } = run(['doctor', '--language', language, ...book(name)]);
    assert.equal(code, ok, stdout);
    assert.doesNotMatch(stdout, /cli\.doctor/);
    assert.equal(stdout.trim().split('\n').length, checks.length);
  }
  assert.equal(run(['doctor', '--rebuild', ...book(name)]).code, ok);
});
