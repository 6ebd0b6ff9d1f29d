// The contract that others script against: what is printed under --json, which exit code, and that every data command
// works while the server runs.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { setup_token, password } from '../support/book.mjs';
import { Client } from '../support/client.mjs';
import { fixture, program, root, run, run_json, serve, shared_data, temporary_folder, without_data } from '../support/program.mjs';

// Exit codes, as README.md documents them.
const ok = 0;
const failed = 1;
const bad_input = 2;
const unavailable = 3;
const not_found = 4;

const stages = ['satisfaction', 'recognition', 'decision', 'criteria', 'assessment', 'investigation', 'choice', 'reassessment'];

let folder;
before(() => {
  folder = temporary_folder();
});
after(() => folder.remove());

let books = 0;
const no_book = () => ['--db', `sqlite:${folder.path}/book_${(books += 1)}.db`];
const new_book = () => {
  const db = no_book();
  assert.equal(run(['migrate', ...db]).code, ok);
  return db;
};
const accounts_of = (db) => run(['export', 'accounts', ...db]).stdout;

test("--help lists every command, --version is the project's", () => {
  const help = run(['--help']);
  assert.equal(help.code, ok);
  const names =
    'serve import export wheel account deal user key method migrate doctor audit backup restore demo move'.split(' ');
  for (const name of names) {
    assert.match(help.stdout, new RegExp(`^\\s+${name}\\b`, 'm'), name);
    assert.equal(run([name, '--help']).code, ok, name);
  }
  const version = readFileSync(new URL('../../VERSION', import.meta.url), 'utf8').trim();
  assert.match(run(['--version']).stdout, new RegExp(`\\b${version.replaceAll('.', '\\.')}\\b`));
});

test('every command and option says what it is for, in both languages', () => {
  // The lines of a help text that name a command or an option, with what stands beside or below them.
  const entries = (text) => text.split(/\n(?=  \S)/).slice(1);
  const look = (path, language) => {
    const { code, stdout } = run([...path, '--help', '--lang', language]);
    assert.equal(code, ok);
    assert.doesNotMatch(stdout, /cli\.|\.about/, stdout);
    for (const entry of entries(stdout)) {
      const [, words] = entry.match(/^ {2}\S.*?(?: {2,}|\n +)(\S[^]*)$/) ?? [null, ''];
      assert.ok(words.trim().length > 3, `${path.join(' ')}: ${entry}`);
      if (language === 'zh-CN') assert.match(words, /[\u4e00-\u9fff]/, `${path.join(' ')}: ${entry}`);
    }
    const commands = stdout.split(language === 'en' ? 'Commands:' : '命令:')[1] ?? '';
    for (const [, name] of commands.matchAll(/^ {2}([a-z]+)\b/gm)) look([...path, name], language);
  };
  look([], 'en');
  look([], 'zh-CN');
  assert.match(run(['serve', '--help'], { env: { LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.UTF-8' } }).stdout, /用法/);
});

test('a book that is not there is named, and not made', () => {
  const reading = [['wheel'], ['doctor'], ['export', 'accounts'], ['user', 'list'], ['account', 'show', 'X'], ['import', '--undo', 'x']];
  for (const args of reading) {
    const db = ['--db', `sqlite:${folder.path}/nowhere/typo.db`];
    const { code, stderr } = run([...args, ...db]);
    assert.equal(code, not_found, `${args}: ${stderr}`);
    assert.match(stderr, /typo\.db/);
    assert.ok(!existsSync(join(folder.path, 'nowhere')), args.join(' '));
  }
});

test('what cannot be understood is exit 2, with a way on', () => {
  for (const args of [[], ['fly'], ['wheel', '--colour', 'red'], ['wheel', '--unit', 'galaxy'], ['method']]) {
    const { code, stderr } = run(args);
    assert.equal(code, bad_input, `${args}: ${stderr}`);
    assert.match(stderr, /--help/);
  }
});

test('a faulty command line is named in the reader\'s language, and as JSON for programs', () => {
  const zh = run(['wheel', '--colour', 'red', '--language', 'zh-CN']);
  assert.equal(zh.code, bad_input);
  assert.match(zh.stderr, /--colour: 没有这个选项或参数。/);
  assert.match(run(['export', '--format', 'odt', '--language', 'zh-CN']).stderr, /--format: 这个值不能用/);
  assert.match(run(['wheel', '--language=zh-CN', '--as-of']).stderr, /--as-of: 后面缺少值/);
  const json = run(['user', 'add', '--json']);
  assert.equal(json.code, bad_input);
  const { error } = JSON.parse(json.stderr);
  assert.equal(error.code, 'bad_command_line');
  assert.deepEqual(
    error.fields.map((field) => [field.pointer, field.code]),
    [['--name', 'argument_missing']],
  );
});

test('an export that cannot be written says so, and is not the fault of the words', () => {
  const db = new_book();
  run(['migrate', ...db]);
  const { code, stderr } = run(['export', 'accounts', '--to', '/nowhere/at/all.csv', '--language', 'en', ...db]);
  assert.equal(code, 3, stderr);
  assert.match(stderr, /all\.csv/);
});

test('an amount whose currency cannot be read is left out, and a deal closed in the future says which day counts', () => {
  const db = no_book();
  const file = `${folder.path}/money.csv`;
  const deals = ['Big,Acme,500,XXZ,Won,2031-05-01', 'Small,Acme,700,USD,Won,2026-05-01'];
  writeFileSync(file, ['Opportunity,Account,Amount,Currency,Stage,Close Date', ...deals].join('\n'));
  const { code, stderr } = run(['import', file, '--as', 'opportunities', '--language', 'en', ...db]);
  assert.equal(code, ok, stderr);
  assert.match(stderr, /^New book: /m);
  assert.match(stderr, /currency of this amount cannot be read/);
  assert.match(stderr, /the day of the import counts/);
  const rows = run(['export', 'opportunities', ...db]).stdout.split('\n');
  const at = rows[0].split(',').indexOf('amount');
  const amount_of = (name) => rows.find((row) => row.includes(name)).split(',')[at];
  assert.deepEqual([amount_of('Big'), amount_of('Small')], ['', '700.00']);
});

test('an import of which nothing came in is not done', () => {
  const file = `${folder.path}/nobody.csv`;
  writeFileSync(file, 'First Name,Last Name,Email\n,,a@x.test\n,,b@x.test\n');
  const { code, stderr } = run(['import', file, '--as', 'contacts', '--json', ...new_book()]);
  assert.equal(code, failed, stderr);
});

test('both languages', () => {
  const zh = run(['wheel', ...new_book(), '--language', 'zh-CN']);
  const en = run(['wheel', ...new_book(), '--language', 'en']);
  assert.match(zh.stdout, /满意/);
  assert.match(en.stdout, /Satisfaction/);
});

test('wheel --json on an empty book: eight stages in their order, no invented figures', () => {
  const wheel = run_json(['wheel', '--json', ...new_book()]);
  assert.equal(wheel.total, 0);
  assert.deepEqual(
    wheel.stages.map((stage) => stage.stage),
    stages,
  );
  for (const stage of wheel.stages) {
    assert.deepEqual([stage.count, stage.proven, stage.unproven, stage.stuck, stage.stale, stage.value], [0, 0, 0, 0, 0, []]);
  }
});

test('import --json says what was done; wheel --json shows it; undo brings the book back', () => {
  const db = new_book();
  const before_it = accounts_of(db);
  const result = run_json(['import', fixture('customers_en.csv'), fixture('deals_en.csv'), '--json', ...db]);
  for (const key of ['job', 'read', 'created', 'updated', 'skipped', 'failed', 'seconds', 'peak_memory_bytes'])
    assert.ok(key in result, key);
  assert.equal(result.read, 10);
  assert.equal(result.created.accounts, 6);
  assert.equal(result.created.opportunities, 5);
  assert.equal(result.failed, 0);
  const wheel = run_json(['wheel', '--json', '--unit', 'opportunity', ...db]);
  assert.equal(wheel.total, 5);
  assert.equal(wheel.stages[6].unproven, 1);
  assert.deepEqual(wheel.stages[4].value, [{ currency: 'CNY', amount_minor: 123_450_000 }]);
  // The claims are dated by the file: in February one deal stood in decision, none yet in choice.
  const february = run_json(['wheel', '--json', '--unit', 'opportunity', '--as-of', '2026-02-28', ...db]);
  assert.equal(february.stages[2].count, 1);
  assert.equal(february.stages[6].count, 0);
  // By default, accounts are counted.
  assert.equal(run_json(['wheel', '--json', ...db]).total, 6);
  const undone = run(['import', '--undo', result.job, '--json', ...db]);
  assert.equal(undone.code, ok, undone.stderr);
  assert.equal(accounts_of(db), before_it);
  assert.equal(run_json(['wheel', '--json', '--unit', 'opportunity', ...db]).total, 0);
});

const list = (name, text) => {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
};

test('import: names and telephones are read as customers, aloud; what could be anything is asked about', () => {
  const db = new_book();
  for (const [lang, header, aloud] of [
    ['en', 'name,phone', /read as accounts.*--as contacts/],
    ['zh-CN', '名称,电话', /按 accounts 读取.*--as contacts/],
  ]) {
    const told = run(['import', list('guess.csv', `${header}\nOld Mill ${lang},0755 5550 0101\n`), '--lang', lang, ...db]);
    assert.equal(told.code, ok, told.stderr);
    assert.match(told.stderr, aloud);
    assert.match(accounts_of(db), new RegExp(`Old Mill ${lang}`));
  }
  const named = run(['import', list('客户.csv', 'name,phone\nRiverside,1\n'), '--dry-run', ...db]);
  assert.doesNotMatch(named.stderr, /--as/, 'the name of the file says it');
  const before_it = accounts_of(db);
  for (const [lang, words] of [
    ['en', /What do the rows of bare\.csv hold\?.*wheelhouse import bare\.csv --as accounts/],
    ['zh-CN', /bare\.csv 里的每一行是什么？.*wheelhouse import bare\.csv --as accounts/],
  ]) {
    const asked = run(['import', list('bare.csv', 'name,notes\nA,b\n'), '--lang', lang, ...db]);
    assert.equal(asked.code, bad_input);
    assert.match(asked.stderr, words);
  }
  assert.equal(accounts_of(db), before_it);
  assert.equal(run(['import', list('bare.csv', 'name,notes\nA,b\n'), '--as', 'accounts', ...db]).code, ok);
});

test('import --map: the example of the documentation, and what is wrong in one, by name', () => {
  const db = new_book();
  const map = join(root, 'docs', 'examples', 'import_map.json');
  const deals = 'Project,Buyer,How far,Worth,Remark\nFurnace,Northgate,warm,1200,x\nBoiler,Harbour,hot,800,y\nPump,Lone,gone,5,z\n';
  const result = run_json(['import', list('list.csv', deals), '--map', map, '--json', ...db]);
  assert.equal(result.created.opportunities, 3);
  const wheel = run_json(['wheel', '--json', '--unit', 'opportunity', ...db]);
  assert.equal(wheel.stages[3].count, 1);
  assert.equal(wheel.stages[6].count, 1);
  assert.match(run(['export', 'opportunities', ...db]).stdout, /Pump.*lost/);
  const refused = (text, words) => {
    const told = run(['import', list('list.csv', deals), '--map', list('wrong.json', text), ...db]);
    assert.equal(told.code, bad_input);
    assert.match(told.stderr, words);
  };
  refused('{"files":[{"mapping":[{"column":"Nowhere","target":"account.name"}]}]}', /wrong\.json|no such column/);
  refused('{"files":[{"name":"other.csv","mapping":[]}]}', /files\/0\/name/);
  refused('{"files":[{"maping":[]}]}', /files\/0\/maping/);
  // The documentation names every target there is.
  const text = readFileSync(join(root, 'docs', 'IMPORT.md'), 'utf8');
  const header_map = readFileSync(join(root, 'src', 'exchange', 'header_map.cc'), 'utf8');
  const block = header_map.match(/kFields\[\] = \{([^]*?)\n\};/)[1];
  const targets = [...block.matchAll(/"([^"]*)"/g)].flatMap(([, fields]) => fields.split(' ')).filter(Boolean);
  assert.ok(targets.length > 50);
  for (const field of targets) assert.ok(text.includes(`\`${field}\``), field);
});

test('import --undo says why a record stays; interrupted, it goes on where it was', async () => {
  const db = new_book();
  const rows = Array.from({ length: 9000 }, (_, i) => `Company ${i},City ${i}`).join('\n');
  const { job } = run_json(['import', list('accounts.csv', `Company,City\n${rows}\n`), '--json', ...db]);
  const child = spawn(program, ['import', '--undo', job, '--json', ...db], { stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (part) => (out += part));
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal })));
  const wal = `${db[1].slice('sqlite:'.length)}-wal`;
  const size = () => (existsSync(wal) ? statSync(wal).size : 0);
  // Once it writes: before that the signal may find no command yet.
  for (const began = Date.now(); size() === 0 && Date.now() - began < 10_000; ) await pause(2);
  child.kill('SIGINT');
  const { code, signal } = await ended;
  assert.equal(signal, null, 'ends by itself');
  const stopped = JSON.parse(out);
  assert.equal(code, stopped.left > 0 ? failed : ok);
  assert.equal(stopped.undone + stopped.left, 9000);
  if (stopped.left > 0) {
    assert.equal(accounts_of(db).trim().split('\n').length, stopped.left + 1);
    const rest = run_json(['import', '--undo', job, '--json', ...db]);
    assert.deepEqual([rest.undone, rest.conflicts, rest.left], [9000, 0, 0]);
  }
  assert.equal(accounts_of(db).trim().split('\n').length, 1);
});

test('import --dry-run writes nothing', () => {
  const db = new_book();
  const before_it = accounts_of(db);
  const { code, stderr } = run(['import', fixture('customers_en.csv'), '--dry-run', '--json', ...db]);
  assert.equal(code, ok, stderr);
  assert.equal(accounts_of(db), before_it);
});

test('import in Chinese, GB18030, characters beyond the basic plane', () => {
  const db = new_book();
  const result = run_json(['import', fixture('customers_zh_gb18030.csv'), fixture('deals_zh_gb18030.csv'), '--json', ...db]);
  assert.equal(result.created.accounts, 4);
  assert.equal(result.created.opportunities, 3);
  assert.match(accounts_of(db), /𠮷野家餐饮/);
});

test('import again: known customers are met, not doubled', () => {
  const db = new_book();
  run_json(['import', fixture('customers_en.csv'), '--json', ...db]);
  const again = run_json(['import', fixture('customers_en.csv'), '--json', ...db]);
  assert.equal(again.created.accounts ?? 0, 0);
  assert.equal(run_json(['wheel', '--json', ...db]).total, 5);
});

test('what cannot be imported is named, and nothing is written', () => {
  const db = new_book();
  for (const [file, code] of [
    [fixture('not_a_table.xlsx'), bad_input],
    [join(folder.path, 'absent.csv'), not_found],
  ]) {
    const answer = run(['import', file, '--json', ...db]);
    assert.ok([code, bad_input].includes(answer.code), `${file}: ${answer.code} ${answer.stderr}`);
    assert.ok(answer.stderr.trim() || answer.stdout.trim());
  }
  assert.equal(run_json(['wheel', '--json', ...db]).total, 0);
});

test('method: every rule of METHOD that is listed can be described and run', () => {
  const ids = run(['method', 'list']).stdout.trim().split('\n');
  for (const id of ['C1.stage', 'C1.unproven', 'C2', 'C6.outcome', 'C6.rates', 'C8', 'C10', 'C23', 'C24'])
    assert.ok(ids.includes(id), id);
  for (const id of ids) {
    const schema = run_json(['method', 'schema', id]);
    assert.equal(schema.type, 'object', id);
  }
});

test('method run: an answer is exit 0, malformed input exit 2 with a pointer per field, an unknown rule says so', () => {
  const run_rule = (input, ...args) => run(['method', 'run', ...args], { input });
  const lap = { now: '2026-06-30T12:00:00Z', lap_opened_at: '2026-01-01T00:00:00Z', evidence: [], regressions: [] };
  const answer = run_rule(JSON.stringify(lap), 'C1.stage');
  assert.equal(answer.code, ok, answer.stdout + answer.stderr);
  const wrong = run_rule(JSON.stringify({ ...lap, now: 'noon', evidence: [{ code: 'AK1' }] }), 'C1.stage');
  assert.equal(wrong.code, bad_input);
  const pointers = JSON.parse(wrong.stdout).error.fields.map((field) => field.pointer);
  assert.ok(pointers.includes('/now') && pointers.includes('/evidence/0/observed_at'), pointers.join());
  assert.equal(run_rule('{', 'C1.stage').code, bad_input);
  assert.equal(run_rule('', 'C1.stage').code, bad_input);
  assert.notEqual(run_rule('{}', 'C99').code, ok);
  const lines = run_rule(`${JSON.stringify(lap)}\n{"now":1}\n\n${JSON.stringify(lap)}\n`, 'C1.stage', '--lines');
  assert.equal(lines.code, ok);
  const answers = lines.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  // One answer a line, also to a line with nothing on it: the n-th answer is that of the n-th input.
  assert.equal(answers.length, 4);
  assert.deepEqual(
    answers.map((answer) => 'error' in answer),
    [false, true, true, false],
  );
  assert.deepEqual(answers[0], answers[3]);
});

test('user add and reset print a one-time link, never a password; key add prints a key once', () => {
  const db = new_book();
  const added = run(['user', 'add', '--name', 'Ada', '--email', 'ada@example.com', '--role', 'admin', ...db]);
  assert.equal(added.code, ok, added.stderr);
  assert.match(added.stdout, /token=/);
  const again = run(['user', 'add', '--name', 'Ada', '--email', 'ada@example.com', '--role', 'admin', ...db]);
  assert.notEqual(again.code, ok);
  assert.equal(run(['user', 'reset', 'ada@example.com', ...db]).code, ok);
  assert.equal(run(['user', 'reset', 'nobody@example.com', ...db]).code, not_found);
  const bytes = readFileSync(`${db[1].slice('sqlite:'.length)}`);
  const token = /token=([\w-]+)/.exec(added.stdout)[1];
  assert.ok(!bytes.includes(token), 'a token is stored hashed');
});

test('an API key reads and writes as its owner, and is stored hashed', async () => {
  const db = new_book();
  run(['user', 'add', '--name', 'Ada', '--email', 'ada@example.com', '--role', 'admin', ...db]);
  const added = run_json(['key', 'add', '--user', 'ada@example.com', '--label', 'script', '--scope', 'write', '--json', ...db]);
  assert.ok(added.key.length >= 43);
  const server = await serve(db);
  try {
    const client = new Client(server.origin, { Authorization: `Bearer ${added.key}` });
    (await client.post('accounts', { name: 'By key' })).expect(201);
    (await client.get('accounts')).expect(200);
    const wrong = new Client(server.origin, { Authorization: `Bearer ${added.key.slice(0, -2)}xx` });
    (await wrong.get('accounts')).expect(401);
    client.close();
    wrong.close();
  } finally {
    await server.stop();
  }
  assert.ok(!readFileSync(db[1].slice('sqlite:'.length)).includes(added.key));
});

test('commands work while the server runs, and both see one book', async () => {
  const db = new_book();
  const server = await serve(db);
  try {
    const client = new Client(server.origin);
    const setup = {
      token: setup_token(server),
      locale: 'en',
      name: 'Ada',
      email: 'ada@example.com',
      password,
      workspace_name: 'Test',
      currency: 'CNY',
      time_zone: 'UTC',
    };
    (await client.post('setup', setup)).expect(200, 201);
    const result = run_json(['import', fixture('customers_en.csv'), '--json', ...db]);
    assert.equal(result.created.accounts, 5);
    assert.equal((await client.get('accounts?limit=1')).expect(200).json.total, 5);
    (await client.post('accounts', { name: 'Through the server' })).expect(201);
    assert.match(accounts_of(db), /Through the server/);
    assert.equal(run_json(['wheel', '--json', ...db]).total, (await client.get('wheel')).json.total);
    assert.equal(run(['user', 'reset', 'ada@example.com', ...db]).code, ok);
    assert.equal(run(['import', '--undo', result.job, '--json', ...db]).code, ok);
    assert.equal((await client.get('accounts?limit=1')).expect(200).json.total, 1);
    assert.equal(run(['wheel', '--as-of', 'tomorrow', ...db]).code, bad_input);
    const second = run(['serve', '--listen', '127.0.0.1:0', ...db]);
    assert.equal(second.code, unavailable, 'one server process a file');
    client.close();
  } finally {
    await server.stop();
  }
});

test('account show finds by name, and says when there is none', () => {
  const db = new_book();
  run_json(['import', fixture('customers_en.csv'), fixture('deals_en.csv'), '--json', ...db]);
  const shown = run(['account', 'show', 'Blue Harbour Foods', ...db]);
  assert.equal(shown.code, ok, shown.stderr);
  assert.match(shown.stdout, /Blue Harbour Foods/);
  assert.equal(run_json(['account', 'show', 'Blue Harbour Foods', '--json', ...db]).name, 'Blue Harbour Foods');
  assert.equal(run(['account', 'show', 'No Such Customer', ...db]).code, not_found);
});

test('doctor: a sound book is 0, a damaged one is not, and nothing is written to it', () => {
  const db = new_book();
  run_json(['import', fixture('customers_en.csv'), '--json', ...db]);
  const report = run(['doctor', '--json', ...db]);
  assert.equal(report.code, ok, report.stdout + report.stderr);
  assert.doesNotThrow(() => JSON.parse(report.stdout));
  const damaged = join(folder.path, 'damaged.db');
  copyFileSync(db[1].slice('sqlite:'.length), damaged);
  const bytes = readFileSync(damaged);
  bytes.fill(0x5a, 4096 * 3, 4096 * 6);
  writeFileSync(damaged, bytes);
  assert.notEqual(run(['doctor', '--db', `sqlite:${damaged}`]).code, ok);
  const other = join(folder.path, 'not_a_book.db');
  writeFileSync(other, 'this is no database, and it should stay as it is');
  assert.notEqual(run(['wheel', '--db', `sqlite:${other}`]).code, ok);
  assert.equal(readFileSync(other, 'utf8'), 'this is no database, and it should stay as it is');
  assert.equal(existsSync(`${other}.lock`), false, 'and nothing is left beside it');
});

test('migrate: a new book is up to date, and says so', () => {
  const db = no_book();
  const answer = run(['migrate', ...db]);
  assert.equal(answer.code, ok, answer.stderr);
});

test('WHEELHOUSE_DB chooses the book, --db overrides it', () => {
  const [, one] = new_book();
  const [, two] = new_book();
  run_json(['import', fixture('customers_en.csv'), '--json'], { env: { WHEELHOUSE_DB: one } });
  assert.equal(run_json(['wheel', '--json'], { env: { WHEELHOUSE_DB: one } }).total, 5);
  assert.equal(run_json(['wheel', '--json', '--db', two], { env: { WHEELHOUSE_DB: one } }).total, 0);
  assert.ok(existsSync(one.slice('sqlite:'.length)));
});

test("the book is its owner's alone", () => {
  const db = new_book();
  run(['wheel', ...db]);
  assert.equal(statSync(db[1].slice('sqlite:'.length)).mode & 0o077, 0);
});

test('the demo book is full, and the same on every machine', { timeout: 300_000 }, () => {
  const db = new_book();
  const made = run(['demo', ...db]);
  assert.equal(made.code, ok, made.stderr);
  const wheel = run_json(['wheel', '--json', ...db]);
  assert.ok(wheel.total >= 50 && wheel.total <= 80, String(wheel.total));
  for (const stage of wheel.stages) assert.ok(stage.count > 0, `nobody in ${stage.stage}`);
  const twice = run(['demo', ...db]);
  assert.equal(twice.code, failed);
  assert.match(twice.stderr, /only goes into an empty one/);
  // One deal at a glance: the method's own story, by name and by id, and the whole of it as JSON.
  const deal = run_json(['deal', 'show', '院内物资智能柜', '--json', ...db]);
  assert.ok(deal.needs.nmi > 0 && deal.offer.coverage === 1 && deal.criteria.weights_sum === 0, JSON.stringify(deal.criteria));
  const told = run(['deal', 'show', deal.opportunity.id, '--lang', 'en', ...db]);
  assert.equal(told.code, ok, told.stderr);
  for (const line of ['Need maturity', 'Next question', 'Weakest criterion', 'Unproven value']) assert.match(told.stdout, new RegExp(line));
  assert.equal(run(['deal', 'show', 'No such deal', ...db]).code, not_found);

  // The same deal on paper.
  const paper = join(folder.path, 'sheet.pdf');
  const written = run_json(['deal', 'sheet', '院内物资智能柜', '--out', paper, '--language', 'zh', '--json', ...db]);
  assert.equal(written.bytes, readFileSync(paper).length);
  assert.equal(readFileSync(paper).subarray(0, 5).toString(), '%PDF-');
  assert.equal(run(['deal', 'sheet', 'No such deal', '--out', paper, ...db]).code, not_found);
  assert.equal(run(['deal', 'sheet', '院内物资智能柜', '--out', paper, '--language', 'fr', ...db]).code, bad_input);
  assert.equal(run(['deal', 'sheet', '院内物资智能柜', '--out', '/no/such/folder/sheet.pdf', ...db]).code, unavailable);
  for (const table of ['needs', 'questions', 'statements', 'objections', 'criteria', 'value_items'])
    assert.ok(run(['export', table, ...db]).stdout.split('\n').length > 10, `${table} of the demo`);
  assert.equal(run(['doctor', ...db]).code, ok, 'and the book is sound');
  const again = no_book();
  run(['demo', ...again]);
  const figure = (book) => {
    const { stages: list } = run_json(['wheel', '--json', ...book]);
    return createHash('sha256')
      .update(JSON.stringify(list.map((s) => [s.count, s.proven, s.value])))
      .digest('hex');
  };
  assert.equal(figure(again), figure(db));
});

test('the Maven tables in one command', { skip: without_data('maven_crm') }, () => {
  const db = new_book();
  const names = ['accounts.csv', 'products.csv', 'sales_teams.csv', 'sales_pipeline_asof_2017-06-30.csv'];
  const result = run_json(['import', ...names.map((name) => join(shared_data, 'maven_crm', name)), '--json', ...db]);
  assert.equal(result.created.accounts, 85);
  assert.equal(result.created.products, 7);
  assert.ok(result.created.users >= 35, 'the sellers, and who leads them');
  assert.equal(result.created.opportunities, 4865);
  assert.equal(result.failed, 0);
  // All open deals stand on the wheel now; 500 of them have no date in the file, so nothing is claimed of that summer.
  assert.equal(run_json(['wheel', '--json', '--unit', 'opportunity', ...db]).total, 2186);
  assert.equal(run_json(['wheel', '--json', '--unit', 'opportunity', '--as-of', '2017-06-30', ...db]).total, 1686);
  assert.equal(run(['import', '--undo', result.job, ...db]).code, ok);
  assert.equal(run_json(['wheel', '--json', ...db]).total, 0);
});

test(
  'hostile workbooks are read or named, never a crash',
  { skip: without_data('workbook_corpus'), timeout: 600_000 },
  async (t) => {
    const { readdirSync } = await import('node:fs');
    const corpus = join(shared_data, 'workbook_corpus');
    const db = new_book();
    for (const name of readdirSync(corpus, { recursive: true }).filter((entry) => /\.(xlsx|xls|xlsb|ods)$/i.test(entry))) {
      await t.test(String(name), () => {
        const answer = run(['import', join(corpus, String(name)), '--dry-run', '--json', ...db]);
        assert.ok(
          [ok, failed, bad_input].includes(answer.code),
          `exit ${answer.code} ${answer.signal}: ${answer.stderr.slice(0, 500)}`,
        );
        assert.ok(answer.stdout.trim() || answer.stderr.trim());
      });
    }
  },
);

test('the TypeScript types of the entities are those that the declarations give', () => {
  const committed = readFileSync(new URL('../../web/src/generated/entities.ts', import.meta.url), 'utf8');
  assert.equal(run(['schema', 'typescript']).stdout, committed, 'run `wheelhouse schema typescript > web/src/generated/entities.ts`');
});
