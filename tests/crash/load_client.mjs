// A client of its own process that writes without a pause, until its server is gone, and goes on with the next one:
//   fork('load_client.mjs', [ledger, cookie, writers, seed])   then messages { origin } to go, { rest: true } to stop
// Tells { acknowledged } now and then, { resting: true } when nothing is under way any more. Every object that it makes carries a
// marker of its own, a UUIDv7 in the ledger before the request is sent; each belongs to one writer, so that what was acknowledged
// about it has one order.
import { createHash, randomBytes } from 'node:crypto';
import { Agent, request as http_request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Ledger } from './ledger.mjs';

const [ledger_path, cookie, writers, seed] = process.argv.slice(2);
const ledger = new Ledger(ledger_path);
let agent = new Agent({ keepAlive: true, maxSockets: 64 });
let origin = null;
let wake = [];
let at_work = 0;
let acknowledged = 0;
let number = 0;

// A generator of its own for each writer (mulberry32): the same seed, the same work.
function dice(start) {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function uuid_v7() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
const hash_of = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);

// { status, json, etag }, or { lost: 'never sent' | 'no answer' | 'cut off' }.
function send(method, path, body, headers) {
  return new Promise((resolve) => {
    const bytes = body === undefined ? null : Buffer.from(JSON.stringify(body));
    const all = { Cookie: cookie, ...headers };
    if (bytes) Object.assign(all, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
    const request = http_request(new URL(`/api/v1/${path}`, origin), { method, headers: all, agent }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', () => resolve({ lost: 'cut off' }));
      response.on('end', () => {
        if (!response.complete) return resolve({ lost: 'cut off' });
        const text = Buffer.concat(parts).toString('utf8');
        resolve({ status: response.statusCode, json: text ? JSON.parse(text) : null, etag: response.headers.etag });
      });
    });
    request.on('error', (error) => resolve({ lost: error.code === 'ECONNREFUSED' ? 'never sent' : 'no answer' }));
    request.end(bytes);
  });
}

function outcome_of({ lost, status }) {
  if (lost) return lost === 'never sent' ? 'failed' : 'unknown';
  if (status < 300) return 'ok';
  return status < 500 ? 'failed' : 'unknown';
}

// One operation with its two lines in the ledger. Returns the answer.
async function attempt({ op, kind, marker, hash, method, path, body, headers }) {
  number += 1;
  const n = number;
  await ledger.note({ n, op, kind, marker, hash });
  const used = origin;
  const answer = used ? await send(method, path, body, headers) : { lost: 'never sent' };
  const lost = answer.lost;
  if (lost && origin === used) origin = null; // the server is gone: wait for the next
  const outcome = outcome_of(answer);
  await ledger.note({ n, outcome, status: answer.status ?? lost, code: outcome === 'ok' ? undefined : answer.json?.code });
  if (outcome === 'ok') acknowledged += 1;
  if (answer.status === 503) await pause(200); // whoever is asked to come back later does
  return { ...answer, outcome };
}

// Of a hundred steps, up to which number each is taken.
const shares = [
  [30, 'account'],
  [55, 'change'],
  [70, 'note'],
  [82, 'evidence'],
  [92, 'deal'],
  [100, 'remove'],
];

async function writer(index) {
  const roll = dice(Number(seed) * 1000 + index);
  const accounts = []; // { id, etag, marker }: what this writer may change
  const notes = []; // the same, to be deleted
  let doubtful = null; // a create whose answer was lost
  const create = async (kind, body, marker, extra = {}) => {
    const headers = { 'Idempotency-Key': marker };
    const request = { op: 'create', kind, marker, hash: extra.hash, method: 'POST', path: kind, body, headers };
    const answer = await attempt(request);
    if (answer.outcome === 'unknown') doubtful = request;
    return answer;
  };
  const text = (marker) => `${marker} ${'客户说的话 '.repeat(roll(40))}${roll(1e9)}`;
  const steps = {
    account: async () => {
      const marker = uuid_v7();
      const answer = await create('accounts', { name: `Load ${marker}`, external_id: marker, region: 'East' }, marker);
      if (answer.outcome === 'ok') accounts.push({ id: answer.json.id, etag: answer.etag, marker });
    },
    change: async () => {
      const account = accounts[roll(accounts.length)];
      const description = text(account.marker);
      const answer = await attempt({
        op: 'change',
        kind: 'accounts',
        marker: account.marker,
        hash: hash_of(description),
        method: 'PATCH',
        path: `accounts/${account.id}`,
        body: { description },
        headers: { 'If-Match': account.etag },
      });
      if (answer.outcome === 'ok') account.etag = answer.etag;
      else accounts.splice(accounts.indexOf(account), 1); // nobody knows what it says now
    },
    note: async () => {
      const marker = uuid_v7();
      const body = { account_id: accounts[roll(accounts.length)].id, text: text(marker) };
      const answer = await create('notes', body, marker, { hash: hash_of(body.text) });
      if (answer.outcome === 'ok') notes.push({ id: answer.json.id, etag: answer.etag, marker });
    },
    evidence: async () => {
      const marker = uuid_v7();
      const observed_at = new Date(Date.now() - 60_000).toISOString();
      const account_id = accounts[roll(accounts.length)].id;
      const body = { account_id, code: 'AK1', source_class: 'quote', quote: text(marker), observed_at };
      await create('evidence', body, marker, { hash: hash_of(body.quote) });
    },
    deal: async () => {
      const marker = uuid_v7();
      const account_id = accounts[roll(accounts.length)].id;
      const body = { account_id, name: `Deal ${marker}`, external_id: marker, amount_minor: roll(1e6), currency: 'CNY' };
      await create('opportunities', body, marker);
    },
    remove: async () => {
      const [note] = notes.splice(roll(notes.length), 1);
      const headers = { 'If-Match': note.etag };
      await attempt({ op: 'delete', kind: 'notes', marker: note.marker, method: 'DELETE', path: `notes/${note.id}`, headers });
    },
  };
  for (;;) {
    while (!origin) await new Promise((resolve) => wake.push(resolve));
    at_work += 1;
    let answer = null;
    if (doubtful) {
      // Half of what got no answer is asked for again under its key, the rest stays in doubt.
      const again = doubtful;
      doubtful = null;
      if (roll(2)) answer = await attempt(again);
      if (answer?.outcome === 'unknown') doubtful = again;
    } else {
      const at = roll(100);
      const [, name] = shares.find(([below]) => at < below);
      await steps[accounts.length < 2 ? 'account' : name === 'remove' && !notes.length ? 'note' : name]();
    }
    at_work -= 1;
    if (!origin && at_work === 0) process.send({ resting: true, acknowledged });
  }
}

process.on('message', (message) => {
  if (message.origin) {
    agent.destroy();
    agent = new Agent({ keepAlive: true, maxSockets: 64 });
    origin = message.origin;
    for (const go of wake.splice(0)) go();
  } else if (message.rest) {
    origin = null;
    if (at_work === 0) process.send({ resting: true, acknowledged });
  } else if (message.end) {
    process.exit(0);
  }
});
process.on('disconnect', () => process.exit(1));
setInterval(() => process.send({ acknowledged }), 50).unref();
for (let i = 0; i < Number(writers); i += 1) writer(i);
