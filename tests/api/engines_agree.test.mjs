// Whatever people do to a book, in whatever order, both engines answer the same. On PostgreSQL changes are rehearsed (docs/decisions/0014):
// an answer fetched ahead that something written since has changed would show here.
//   WHEELHOUSE_SEEDS=1,2,3 WHEELHOUSE_STEPS=500 node --test tests/api/engines_agree.test.mjs
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { open_book } from '../support/book.mjs';
import { without_postgres } from '../support/postgres.mjs';
import { run } from '../support/program.mjs';

const skip = without_postgres;
const seeds = (process.env.WHEELHOUSE_SEEDS ?? '1').split(',').map(Number);
const steps = Number(process.env.WHEELHOUSE_STEPS ?? '160');
const collections = 'accounts contacts opportunities evidence stage_events calls needs next_steps notes shares'.split(' ');
const people = ['admin', 'manager', 'seller', 'stranger', 'viewer'];
const day_ms = 86_400_000;

// mulberry32
function random_of(seed) {
  let state = seed * 0x9e3779b9;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  return { below, chance: (share) => next() < share, one: (list) => list[below(list.length)] };
}

// What the book answered, with its ids by the order in which they appeared and without times: the books are changed one after the other.
class Names {
  constructor() {
    this.by_id = new Map();
  }
  of(text) {
    return text
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
        if (!this.by_id.has(id)) this.by_id.set(id, `#${this.by_id.size}`);
        return this.by_id.get(id);
      })
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z/g, 'time')
      .replace(/"(next|cursor|request_id|digest|hash)":"[^"]*"/g, '"$1":"…"');
  }
}

// One step as a function of the ids known so far, so that it can be done to either book: { as, method, path, body, headers }.
function step_of(random, now, made) {
  const instant = (days) => `${new Date(now - days * day_ms).toISOString().slice(0, 19)}Z`;
  const some = (collection) => (made[collection].length ? random.one(made[collection]) : null);
  const as = random.one(['admin', 'admin', 'admin', 'admin', 'manager', 'seller', 'seller', 'stranger', 'viewer']);
  const account = some('accounts');
  const deal = some('opportunities');
  const person = some('contacts');
  const id = (label) => (ids) => (label === null ? null : ids[label]);
  const create = (collection, body) => ({ as, method: 'POST', path: () => collection, body, makes: collection });
  const place = deal !== null && random.chance(0.6) ? { opportunity_id: id(deal) } : { account_id: id(account) };
  const kinds = {
    accounts: () => create('accounts', { name: `Account ${random.below(9)}`, industry: random.one(['steel', 'soft']), region: 'north' }),
    contacts: () => create('contacts', { account_id: id(account), name: `Person ${random.below(9)}`, attitude: random.below(5) - 2 }),
    opportunities: () =>
      create('opportunities', {
        account_id: id(account),
        name: `Deal ${random.below(9)}`,
        amount_minor: random.below(9) * 1000,
        currency: 'CNY',
        opened_at: instant(100),
      }),
    evidence: () =>
      create('evidence', {
        opportunity_id: id(deal),
        code: random.one(['AK1', 'AK1', 'DE1', 'DE1', 'DE1', 'no_such']),
        source_class: random.one(['quote', 'observed']),
        observed_at: instant(random.below(90)),
        quote: 'We must act',
        contact_id: random.chance(0.3) ? id(person) : null,
      }),
    stage_events: () =>
      create('stage_events', {
        opportunity_id: id(deal),
        kind: random.one(['claim', 'regression', 'override']),
        stage: random.one(['recognition', 'criteria', 'choice']),
        at: instant(random.below(60)),
        reason: 'They said so',
      }),
    calls: () =>
      create('calls', {
        ...place,
        subject: 'Visit',
        status: random.one(['held', 'planned']),
        held_at: instant(random.below(40) - 5),
        contact_ids: person === null || random.chance(0.6) ? [] : [id(person)],
      }),
    needs: () => create('needs', { opportunity_id: id(deal), text: 'Scrap is too high' }),
    next_steps: () => create('next_steps', { ...place, text: 'Call back', due_on: instant(random.below(20) - 10).slice(0, 10) }),
    notes: () => create('notes', { ...place, text: `Note ${random.below(99)}` }),
    shares: () => create('shares', { opportunity_id: id(deal), user: random.one(['seller', 'stranger', 'viewer']), access: 'read' }),
    patch: () => {
      const collection = random.one(['accounts', 'opportunities', 'contacts', 'notes', 'next_steps']);
      const label = some(collection);
      const bodies = {
        accounts: { name: `Renamed ${random.below(9)}`, region: random.one(['north', 'south']) },
        opportunities: random.one([{ amount_minor: random.below(9) * 500 }, { result: 'won', closed_at: instant(1) }, { name: '' }]),
        contacts: { attitude: random.below(5) - 2 },
        notes: { text: 'Changed' },
        next_steps: { done_at: instant(0) },
      };
      const match = random.one(['right', 'right', 'stale']);
      return { as, method: 'PATCH', path: (ids) => `${collection}/${ids[label]}`, body: bodies[collection], match };
    },
    remove: () => {
      const collection = random.one(['accounts', 'opportunities', 'contacts', 'notes', 'evidence', 'calls', 'shares']);
      const label = some(collection);
      return { as, method: 'DELETE', path: (ids) => `${collection}/${ids[label]}`, match: random.one(['right', 'stale', 'any']) };
    },
    claim: () => ({ as, method: 'POST', path: (ids) => `accounts/${ids[account]}/claim`, body: {} }),
    give_back: () => {
      const reason = random.one(['No budget', '']);
      return { as, method: 'POST', path: (ids) => `accounts/${ids[account]}/return`, body: { reason } };
    },
    undo: () => ({ as, undoes: random.below(12) }),
    again: () => ({ again: true, other: random.chance(0.3) }),
  };
  return random.one(Object.values(kinds).concat(kinds.opportunities, kinds.evidence, kinds.calls, kinds.notes))();
}

// Where two answers part, and a little of either.
function assert_same(told, told_too, what) {
  if (told === told_too) return;
  let at = 0;
  while (told[at] === told_too[at]) at += 1;
  const around = (text) => text.slice(Math.max(0, at - 200), at + 100);
  assert.fail(`${what}\nSQLite:     …${around(told)}…\nPostgreSQL: …${around(told_too)}…`);
}

// A book, what was made in it, and what was said last.
class Trial {
  constructor(book) {
    Object.assign(this, { book, names: new Names(), ids: [], etags: new Map(), changes: [], last: null });
    for (const who of people) this.names.of(book[who].user.id);
  }
  fill(value) {
    if (typeof value === 'function') return value(this.ids) ?? null;
    if (Array.isArray(value)) return value.map((one) => this.fill(one));
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.fill(one)]));
    return value;
  }
  async say(step) {
    if (step.again) {
      if (!this.last) return null;
      return this.send(step.other ? { ...this.last, body: { ...this.last.body, name: 'Another' } } : this.last);
    }
    if (step.undoes !== undefined) {
      const body = { change_id: this.changes.at(-1 - step.undoes) ?? null };
      return this.send({ as: step.as, method: 'POST', path: 'undo', body, headers: { 'Idempotency-Key': randomUUID() } });
    }
    const path = step.path(this.ids);
    const body = this.fill(step.body);
    if (body?.user) Object.assign(body, { user_id: this.book[body.user].user.id, user: undefined });
    const headers = { 'Idempotency-Key': randomUUID() };
    if (step.match) headers['If-Match'] = { right: this.etags.get(path) ?? '"1"', stale: '"97"', any: '*' }[step.match];
    return this.send({ as: step.as, method: step.method, path, body, headers });
  }
  async send(request) {
    this.last = request.method === 'POST' ? request : this.last;
    const answer = await this.book[request.as].send(request.method, request.path, request.body, request.headers);
    if (answer.headers.etag && answer.json?.id) this.etags.set(`${request.path.split('/')[0]}/${answer.json.id}`, answer.headers.etag);
    if (answer.undo_id) this.changes.push(answer.undo_id);
    return answer;
  }
  told(answer) {
    return `${answer.status} ${this.names.of(answer.text)}`;
  }
}

const views = [
  'accounts?limit=200',
  'accounts?sort=-value&limit=200',
  'accounts?sort=last_touch_at&limit=200',
  'accounts?industry=steel&sort=stage&limit=200',
  'opportunities?limit=200',
  'opportunities?sort=-amount&limit=200',
  'opportunities?stage=choice&limit=200',
  'wheel?unit=account',
  'wheel?unit=opportunity&region=north',
  'wheel/dots?unit=account',
  'search?q=Deal',
  'notes?limit=200',
  'calls?limit=200',
  'pool',
  'history?limit=100',
];

for (const seed of seeds)
  test(`seed ${seed}: ${steps} changes by five people leave both engines with the same book`, { skip }, async () => {
    const books = await Promise.all([open_book({ postgres: false }), open_book({ postgres: true })]);
    try {
      for (const book of books) (await book.admin.patch('workspace', { pool_idle_days: 30 }, { 'If-Match': '*' })).expect(200);
      const trials = books.map((book) => new Trial(book));
      const random = random_of(seed);
      const now = Date.now();
      const made = {};
      for (const name of collections) made[name] = [];
      const statuses = {};
      for (let n = 0; n < steps; n += 1) {
        const step = step_of(random, now, made);
        const answers = [];
        for (const trial of trials) answers.push(await trial.say(step));
        if (answers[0] === null) continue;
        const [told, told_too] = trials.map((trial, i) => trial.told(answers[i]));
        const { as, method, path } = trials[0].last ?? {};
        assert_same(told, told_too, `step ${n}: ${step.as ?? as} ${step.method ?? method} ${step.path?.(trials[0].ids) ?? path}`);
        const { status } = answers[0];
        assert.ok(status < 500, told);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (status !== 201 || !step.makes) continue;
        made[step.makes].push(trials[0].ids.length);
        trials.forEach((trial, i) => trial.ids.push(answers[i].json.id));
      }
      const refused = [403, 404, 422].reduce((sum, status) => sum + (statuses[status] ?? 0), 0);
      assert.ok(statuses[201] > steps / 8 && refused > 0, JSON.stringify(statuses));
      const shown = made.accounts.flatMap((label) => [`accounts/${label}`, `accounts/${label}/ground`, `accounts/${label}/qualification`]);
      const places = [...views, ...shown, ...made.opportunities.map((label) => `opportunities/${label}`)];
      for (const who of people)
        for (const place of places) {
          const path = (ids) => place.replace(/\/(\d+)/, (_, label) => `/${ids[label]}`);
          const [told, told_too] = await Promise.all(
            trials.map(async (trial) => trial.told(await trial.book[who].get(path(trial.ids), { 'If-None-Match': null }))),
          );
          assert_same(told, told_too, `${who} reads ${place}`);
        }
      for (const book of books) {
        const { stdout, code } = run(['doctor', '--json', '--db', book.database]);
        assert.equal(code, 0, stdout);
        assert.equal(run(['audit', 'verify', '--db', book.database]).code, 0);
      }
    } finally {
      for (const book of books) await book.close();
    }
  });
