// What people at work feel while something heavy goes on beside them, as rows for docs/PERFORMANCE.md:
//   node bench/beside.mjs PROGRAM BOOK.db backup|sign-in|sign-in-everywhere|livez [SECONDS [TRIES A SECOND]]
// BOOK.db, or the address of a database, is written to: name a copy. People: eight that each save a note and read an account in turn, ten
// times a second. First alone,
// then beside a backup of the whole book, or beside 64 connections that try passwords (as fast as they are answered, unless so many a
// second): from one address, or each try from another, so that only what bounds the hashing itself helps. `livez` is the control: the same
// connections ask as often for what costs nothing, which leaves the load client itself and the HTTP edge.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { Agent, request as http_request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const [program, book, what, seconds = '15', rate = '0'] = process.argv.slice(2);
const is_file = !book.includes('://');
const db = is_file ? `sqlite:${book}` : book;

// The child of a sign-in run: `book` is the origin.
if (what.startsWith('flood')) await flood(book, what.endsWith('everywhere'), what.endsWith('livez'), Number(rate));
const people = 8;
const pace_ms = 100;

function send(agent, origin, method, path, body, headers = {}) {
  const bytes = body ? Buffer.from(JSON.stringify(body)) : null;
  const all = { ...headers };
  if (bytes) Object.assign(all, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
  if (method === 'POST') all['Idempotency-Key'] = randomUUID();
  return new Promise((resolve, reject) => {
    const request = http_request(new URL(path, origin), { method, headers: all, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString() }));
    });
    request.on('error', reject);
    request.end(bytes);
  });
}

async function flood(origin, everywhere, control, tries_a_second) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const statuses = {};
  process.on('SIGTERM', () => {
    console.log(JSON.stringify(statuses));
    process.exit(0);
  });
  const gap = tries_a_second ? 64_000 / tries_a_second : 0;
  const address = (n, i) => `10.${n}.${(i >> 8) & 255}.${i & 255}`;
  const one = async (n) => {
    for (let i = 0, next = performance.now() + (n * gap) / 64; ; i += 1) {
      if (gap) await pause(Math.max(0, (next += gap) - performance.now()));
      // Half of them at one account, half at accounts that are not there.
      const email = i % 2 ? 'bench@example.com' : `nobody-${n}-${i}@example.com`;
      const from = everywhere ? { 'X-Forwarded-For': address(n, i), 'X-Forwarded-Proto': 'https' } : {};
      const { status } = control
        ? await send(agent, origin, 'GET', '/livez', null)
        : await send(agent, origin, 'POST', '/api/v1/session', { email, password: `wrong horse battery ${i}` }, from);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: 64 }, (_, n) => one(n)));
}

function command(...words) {
  const result = spawnSync(program, ['--db', db, '--json', ...words], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${words.join(' ')}: ${result.stderr}${result.stdout}`);
  return JSON.parse(result.stdout);
}

const at = (times, share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;

// The same work for a while, or until something ends: the times of the answers, sorted.
async function work(server, until) {
  const times = { read: [], write: [] };
  let over = false;
  until.then(() => (over = true));
  await Promise.all(
    Array.from({ length: people }, async (_, n) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      await pause((n * pace_ms) / people);
      for (let next = performance.now(), i = 0; !over; i += 1) {
        const began = performance.now();
        const answer =
          i % 2
            ? await send(agent, server.origin, 'GET', `/api/v1/accounts/${server.account}`, null, server.headers)
            : await send(agent, server.origin, 'POST', '/api/v1/notes', { account_id: server.account, text: `Note ${i}` }, server.headers);
        if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
        times[i % 2 ? 'read' : 'write'].push(performance.now() - began);
        next += pace_ms;
        await pause(Math.max(0, next - performance.now()));
      }
      agent.destroy();
    }),
  );
  for (const list of Object.values(times)) list.sort((a, b) => a - b);
  return times;
}

const both = (times) => `p50 ${at(times, 0.5).toFixed(1)} p99 ${at(times, 0.99).toFixed(1)}`;
const told = ({ read, write }) =>
  `write ${both(write)}, read ${both(read)} ms ` +
  `(${read.length + write.length} requests)`;
const memory_of = (pid) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

// A server of its own with a key for the people.
if (!command('user', 'list').some((user) => user.email === 'bench@example.com'))
  spawnSync(program, ['--db', db, 'user', 'add', '--name', 'Bench', '--email', 'bench@example.com', '--role', 'admin']);
const key = command('key', 'add', '--label', `bench ${Date.now()}`, '--scope', 'write');
process.env.WHEELHOUSE_PERSON_LIMITS = 'off'; // one person stands for hundreds here
const words = ['--db', db, 'serve', '--listen', '127.0.0.1:0', '--print-json', '--trust-proxy', '127.0.0.1'];
const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
const line = await new Promise((resolve) => child.stdout.once('data', (bytes) => resolve(String(bytes).split('\n')[0])));
const server = { origin: JSON.parse(line).listening, headers: { Authorization: `Bearer ${key.key}` } };
try {
  const list = await send(undefined, server.origin, 'GET', '/api/v1/accounts?limit=1', null, server.headers);
  server.account = JSON.parse(list.text).items[0].id;
  await work(server, pause(3000));
  const alone = await work(server, pause(Number(seconds) * 1000));
  console.log(`alone: ${told(alone)}; memory ${memory_of(child.pid).toFixed(0)} MiB`);
  let beside;
  if (what === 'backup') {
    const to = is_file ? `${book}.backup` : join(tmpdir(), `beside-${process.pid}.backup`);
    rmSync(to, { force: true });
    const began = performance.now();
    const backup = spawn(program, ['--db', db, 'backup', to], { stdio: 'inherit' });
    let took = 0;
    const ended = new Promise((resolve) => backup.on('exit', (code) => resolve((took = performance.now() - began, code))));
    beside = await work(server, ended);
    const bytes = (path) => statSync(path).size / 1e6;
    const size = is_file ? `${bytes(book).toFixed(0)} MB` : 'a database';
    console.log(`backup of ${size} (exit ${await ended}): ${(took / 1000).toFixed(1)} s, ${bytes(to).toFixed(0)} MB`);
    rmSync(to, { force: true });
  } else {
    const flood_of = [process.argv[1], program, server.origin, `flood-${what}`, seconds, rate];
    const crowd = spawn(process.execPath, flood_of, { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    crowd.stdout.on('data', (bytes) => (said += bytes));
    await pause(1000);
    beside = await work(server, pause(Number(seconds) * 1000));
    const gone = new Promise((resolve) => crowd.on('exit', resolve));
    crowd.kill('SIGTERM');
    await gone;
    console.log(`answers to the flood: ${said.trim()}`);
  }
  console.log(`beside: ${told(beside)}; memory ${memory_of(child.pid).toFixed(0)} MiB`);
  const ratio = (kind) => (at(beside[kind], 0.99) / at(alone[kind], 0.99)).toFixed(2);
  console.log(`p99 beside / alone: write ${ratio('write')}, read ${ratio('read')}`);
} finally {
  child.kill('SIGTERM');
}
