// Commands that run inside a server: nobody at the other end of its socket keeps it from stopping, and answers of any size arrive.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { program, run, run_json, serve, temporary_folder } from '../support/program.mjs';

const unavailable = 3;
const stop_limit_ms = 14_000; // the time to drain, and a little

let folder;
before(() => {
  folder = temporary_folder();
});
after(() => folder.remove());

const file = (name, text) => {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
};
const book = (name) => ['--db', `sqlite:${folder.path}/${name}.db`];
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function milliseconds_to_stop(server) {
  const began = Date.now();
  await server.stop();
  return Date.now() - began;
}

// A command in a process of its own: { child, ended: { code, stderr, bytes, hash } }.
function start(args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const hash = createHash('sha256');
  let bytes = 0;
  let stderr = '';
  child.stdout.on('data', (part) => {
    hash.update(part);
    bytes += part.length;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  const ended = new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr, bytes, hash: hash.digest('hex') })));
  return { child, ended };
}

// Minutes under the sanitizers: on demand only.
const too_long_here = process.env.WHEELHOUSE_LONG_TESTS ? false : 'set WHEELHOUSE_LONG_TESTS=1 to run it';

test('a command whose asker has gone is stopped; the undo of an import goes on where it was', async () => {
  const rows = Array.from({ length: 15_000 }, (_, i) => `Company ${i},City ${i}`).join('\n');
  const db = book('left');
  const server = await serve(db);
  try {
    const { job } = run_json(['import', file('accounts.csv', `Company,City\n${rows}\n`), '--json', ...db]);
    const { child, ended } = start(['import', '--undo', job, ...db]);
    await pause(150);
    child.kill('SIGKILL');
    await ended;
    await pause(1000); // one batch, at most
    const rest = run_json(['import', '--undo', job, '--json', ...db]);
    assert.deepEqual([rest.undone, rest.conflicts, rest.left], [15_000, 0, 0]);
  } finally {
    await server.stop();
  }
});

test('who connects and says nothing, or half of it, is let go when the server stops', async () => {
  const server = await serve(book('silent'));
  const connections = ['', 'a\0\0\0\x05whe', 'a\xff\xff\xff\xff'].map((text) => {
    const connection = connect(`${folder.path}/silent.db.sock`);
    connection.on('error', () => {}).write(Buffer.from(text, 'latin1'));
    return connection;
  });
  await pause(300);
  assert.equal(run_json(['wheel', '--json', ...book('silent')]).total, 0); // others are served meanwhile
  const took = await milliseconds_to_stop(server);
  assert.ok(took < 4000, `${took} ms`);
  for (const connection of connections) connection.destroy();
});

test('the log of the server says which commands it carried out, and nothing of what was given with them', async () => {
  const db = book('told');
  const server = await serve([...db, '--log', 'access']);
  try {
    const accounts = file('accounts.csv', 'Company\nSecretive Ltd\n');
    assert.equal(run(['import', accounts, ...db]).code, 0);
    assert.equal(run(['export', 'accounts', '--to', join(folder.path, 'secret.csv'), ...db]).code, 0);
    assert.notEqual(run(['privacy', 'export', '--user', 'nobody@example.com', ...db]).code, 0);
    const told = () => {
      const lines = server.log().split('\n').filter((line) => line.includes('"command"'));
      return lines.map((line) => JSON.parse(line)).map((line) => [line.what, line.path, line.status, line.reason ?? '']);
    };
    for (let i = 0; i < 100 && told().length < 3; i += 1) await pause(50);
    const [first, second, third] = told();
    assert.deepEqual([first, second], [['command', 'import', 0, ''], ['command', 'export', 0, '']]);
    assert.deepEqual([third[1], third[2] > 0, third[3]], ['privacy export', true, 'failed']);
    assert.ok(!/secret|nobody@/i.test(server.log()), server.log());
  } finally {
    await server.stop();
  }
});

test('an answer of over 64 MiB arrives whole; a reader who stopped holds nobody up', { skip: too_long_here }, async () => {
  const rows = ['Account Name,Description'];
  for (let i = 0; i < 18_000; i += 1) rows.push(`Customer ${i},${String(i).padEnd(3900, 'x')}`);
  const db = book('large');
  assert.equal(run(['import', file('large.csv', rows.join('\n')), '--as', 'accounts', ...db]).code, 0);
  const path = join(folder.path, 'export.csv');
  assert.equal(run(['export', 'accounts', '--to', path, ...db]).code, 0);
  const expected = readFileSync(path);
  assert.ok(expected.length > 64 << 20, `${expected.length}`);

  const server = await serve(db);
  const whole = await start(['export', 'accounts', ...db]).ended;
  assert.deepEqual([whole.code, whole.stderr, whole.bytes], [0, '', expected.length]);
  assert.equal(whole.hash, sha256(expected));

  const reader = spawn(program, ['export', 'accounts', ...db], { stdio: ['ignore', 'pipe', 'ignore'] });
  reader.stdout.once('data', () => reader.kill('SIGSTOP'));
  await pause(1500);
  const took = await milliseconds_to_stop(server);
  reader.kill('SIGKILL');
  assert.ok(took < stop_limit_ms, `${took} ms`);
});

test('a long import ends with the server, is told so, and can be taken back', { skip: too_long_here }, async () => {
  const rows = ['Account Name,Phone'];
  for (let i = 0; i < 400_000; i += 1) rows.push(`Customer ${i},+49 30 ${String(i).padStart(7, '0')}`);
  const db = book('long');
  const path = file('long.csv', rows.join('\n'));
  const server = await serve(db);
  const importing = start(['import', path, '--as', 'accounts', '--json', ...db]);
  await pause(1500);
  const took = await milliseconds_to_stop(server);
  assert.ok(took < stop_limit_ms, `${took} ms`);
  const { code, stderr } = await importing.ended;
  assert.equal(code, unavailable, stderr);
  assert.match(stderr, /server stopped before/);
});
