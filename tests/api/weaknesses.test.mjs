// Holes that were found by trying, each mended; they stay mended.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { add_person, open_book, password } from '../support/book.mjs';
import { Client } from '../support/client.mjs';
import { serve, temporary_folder, token_of } from '../support/program.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

const any_version = { 'If-Match': '*' };

// A customer of Sam's on which Sue of the other team has a deal that he does not see.
async function customer_with_a_hidden_deal(name) {
  const account = (await book.seller.post('accounts', { name })).expect(201).json;
  const make = async (collection, body) => (await book.admin.post(collection, body)).expect(201).json;
  const deal = await make('opportunities', {
    account_id: account.id,
    owner_id: book.stranger.user.id,
    name: `Secret of ${name}`,
    amount_minor: 987_654_300,
    currency: 'CNY',
  });
  await make('next_steps', { opportunity_id: deal.id, account_id: account.id, text: `Hidden step of ${name}`, due_on: '2030-01-01' });
  await make('needs', { opportunity_id: deal.id, text: `Hidden need of ${name}` });
  await make('objections', { opportunity_id: deal.id, quote: `Hidden doubt of ${name}`, class: 'capability_can' });
  return { account, deal };
}

test('deals of others are not deleted with a customer', async () => {
  const { account, deal } = await customer_with_a_hidden_deal('Cascade');
  (await book.seller.get(`opportunities/${deal.id}`)).expect(404);
  const refused = (await book.seller.delete(`accounts/${account.id}`, any_version)).expect(409);
  assert.equal(refused.json.code, 'deals_of_others');
  assert.ok(!refused.text.includes(deal.id) && !refused.text.includes('Secret'));
  (await book.stranger.get(`opportunities/${deal.id}`)).expect(200);
  (await book.seller.get(`accounts/${account.id}`)).expect(200);
  (await book.admin.delete(`accounts/${account.id}`, any_version)).expect(204);
});

test('a customer tells nothing of deals that are hidden', async () => {
  const { account } = await customer_with_a_hidden_deal('Whisper');
  const call = (
    await book.seller.post('calls', { account_id: account.id, subject: 'Visit', held_at: new Date().toISOString().replace(/\.\d+/, '') })
  ).expect(201).json;
  for (const path of [`accounts/${account.id}`, 'accounts?limit=200', `calls/${call.id}/plan`]) {
    const answer = (await book.seller.get(path)).expect(200);
    assert.doesNotMatch(answer.text, /Secret of|Hidden (step|need|doubt)|9876543/, path);
  }
  const seen = (await book.seller.get(`accounts/${account.id}`)).expect(200).json;
  assert.equal(seen.lead_opportunity, null);
  assert.equal(seen.open_opportunities, 0);
  const all = (await book.admin.get(`accounts/${account.id}`)).expect(200).json;
  assert.equal(all.lead_opportunity.name, 'Secret of Whisper');
  assert.equal(all.open_opportunities, 1);
});

test('who may not import is told so before his file is read', async () => {
  const { hostname, port } = new URL(book.origin);
  const key = (await book.admin.post('keys', { label: 'reader', scope: 'read' })).expect(201).json.key;
  const answer = await new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        [
          'POST /api/v1/imports?name=a.csv HTTP/1.1',
          `Host: ${hostname}:${port}`,
          `Authorization: Bearer ${key}`,
          'Content-Type: text/csv',
          'Content-Length: 50000000',
          '',
          'name\n', // and nothing more: whoever waited for the rest would wait until the time is up
        ].join('\r\n'),
      ),
    );
    socket.setTimeout(10_000, () => reject(new Error('the file was waited for')));
    socket.on('data', (part) => {
      resolve(part.toString('latin1'));
      socket.destroy();
    });
    socket.on('error', reject);
  });
  assert.match(answer, /^HTTP\/1\.1 403 /);
});

test('the first code of a second factor cannot be guessed without end', async () => {
  (await book.coach.post('totp', { current: password })).expect(201);
  const answers = [];
  for (let i = 0; i < 8; ++i) answers.push((await book.coach.post('totp/confirm', { code: String(100_000 + i) })).status);
  assert.ok(answers.includes(429), `never slowed: ${answers}`);
});

test('the log has each request, and nothing of a person', async () => {
  const folder = temporary_folder();
  const database = `sqlite:${folder.path}/book.db`;
  const server = await serve(['--db', database, '--data-dir', folder.path, '--log', 'access']);
  try {
    const id = '01900000-0000-7000-8000-000000000000';
    const headers = { Authorization: 'Bearer wh_never_made' };
    await fetch(`${server.origin}/api/v1/accounts/${id}`, { headers });
    await fetch(`${server.origin}/api/v1/search?q=Zhang`, { headers });
    for (let i = 0; i < 100 && !server.log().includes('/search'); ++i) await new Promise((resolve) => setTimeout(resolve, 50));
    const lines = server
      .log()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    const one = lines.find((line) => line.event === 'access' && line.path === '/api/v1/accounts/{id}');
    assert.ok(one, server.log());
    assert.deepEqual([one.event, one.method, one.level], ['access', 'GET', 'info']);
    assert.ok(one.request_id && one.milliseconds >= 0);
    assert.ok(!server.log().includes(id) && !server.log().includes('Zhang') && !server.log().includes('wh_never'));
  } finally {
    await server.stop();
    folder.remove();
  }
});

test('the log says who signed in, who could not, who was refused and who took records out', async () => {
  const own = await open_book();
  try {
    const email = own.seller.user.email;
    const visitor = new Client(own.origin);
    (await visitor.post('session', { email, password: 'not the right one' })).expect(401);
    (await visitor.post('session', { email, password })).expect(200);
    (await own.seller.get(`privacy/users/${own.seller.user.id}/export`)).expect(403);
    (await own.admin.get('export?entity=accounts&format=csv')).expect(200);
    (await own.admin.get(`privacy/users/${own.seller.user.id}/export`)).expect(200);
    (await new Client(own.origin, { Authorization: 'Bearer wh_never_made' }).get('accounts')).expect(401);
    const security = () =>
      own.server
        .log()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line))
        .filter((line) => line.event === 'security');
    const found = (what, status, path) => security().find((l) => l.what === what && l.status === status && l.path === path);
    for (let i = 0; i < 100 && !found('refused', 401, '/api/v1/accounts'); ++i) await new Promise((resolve) => setTimeout(resolve, 50));
    const failed = found('sign_in', 401, '/api/v1/session');
    assert.deepEqual([failed?.reason, failed?.user_id], ['bad_credentials', undefined]);
    assert.ok(security().some((l) => l.what === 'sign_in' && l.status === 200 && l.user_id === own.seller.user.id));
    assert.equal(found('refused', 403, '/api/v1/privacy/users/{id}/export')?.user_id, own.seller.user.id);
    assert.equal(found('export', 200, '/api/v1/export')?.user_id, own.admin.user.id);
    const person = found('export', 200, '/api/v1/privacy/users/{id}/export');
    assert.deepEqual([person?.user_id, person?.object_id], [own.admin.user.id, own.seller.user.id]);
    assert.ok(found('refused', 401, '/api/v1/accounts'));
    assert.ok(!own.server.log().includes(email));
  } finally {
    await own.close();
  }
});

test('the log says who tried to get round a rule, and from where, without naming anybody', async () => {
  const own = await open_book();
  try {
    const { hostname, port } = new URL(own.origin);
    const send = (text) =>
      new Promise((resolve) => {
        const socket = connect(Number(port), hostname, () => socket.write(text));
        socket.on('data', () => socket.destroy()).on('close', resolve).on('error', resolve);
      });
    (await own.seller.post('accounts', { name: 'X' }, { 'Sec-Fetch-Site': 'cross-site' })).expect(403);
    (await new Client(own.origin).post('session', { email: 'a@b', password }, { 'Sec-Fetch-Site': 'cross-site' })).expect(403);
    (await own.seller.post('accounts', { name: 'X', id: own.admin.user.id })).expect(422);
    await send(`GET /assets/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
    await send(`POST /api/v1/session HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`);
    await send(`GET /livez HTTP/1.1\r\nHost: evil.example\r\n\r\n`);
    const changed = { current: password, new_password: `${password} anew` };
    (await own.viewer.post('password', changed)).expect(204);
    const lines = (reason) =>
      own.server
        .log()
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line))
        .filter((line) => line.event === 'security' && (line.reason ?? line.what) === reason);
    for (let i = 0; i < 100 && !(lines('credentials').length && lines('host_not_allowed').length); ++i)
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(lines('cross_site').length, 2, own.server.log());
    const reasons = ['cross_site', 'read_only', 'bad_target', 'bad_transfer_encoding'];
    const [known, mass, climbs, smuggled] = reasons.map((reason) => lines(reason)[0]);
    assert.deepEqual([known.what, known.user_id, known.path, known.status], ['attempt', own.seller.user.id, '/api/v1/accounts', 403]);
    assert.deepEqual([mass.what, mass.user_id], ['attempt', own.seller.user.id]);
    for (const line of [climbs, smuggled, lines('host_not_allowed')[0]]) assert.deepEqual([line?.what, line?.path], ['attempt', '']);
    const all = [known, mass, climbs, smuggled, lines('credentials').at(-1)];
    for (const line of all) {
      assert.ok(Math.abs(Date.parse(line.at) - Date.now()) < 120_000 && line.request_id, JSON.stringify(line));
      assert.match(line.from, /^[0-9a-f]{12}$/);
    }
    assert.equal(new Set(all.map((line) => line.from)).size, 1, 'one visitor, one mark');
    assert.equal(lines('credentials').at(-1).user_id, own.viewer.user.id);
    assert.ok(!/passwd|evil\.example|127\.0\.0\.1|anew/.test(own.server.log()), own.server.log());
    // A flood writes twenty lines a second.
    for (let i = 0; i < 200; ++i) await send('NONSENSE\r\n\r\n');
    assert.ok(lines('bad_request_line').length < 190, `${lines('bad_request_line').length} lines`);
  } finally {
    await own.close();
  }
});

// Everything of a customer's wheel that this person is told, as text.
const wheel_of = async (client, query = '') => {
  const [wheel, dots, stuck] = await Promise.all(
    ['wheel', 'wheel/dots', 'wheel/stuck'].map((path) => client.get(`${path}?unit=account${query}`)),
  );
  wheel.expect(200);
  dots.expect(200);
  stuck.expect(200);
  return { wheel: wheel.json, dots: dots.json, text: wheel.text + dots.text + stuck.text };
};

test('a wheel of customers does not add up deals that are hidden', async () => {
  const { account, deal } = await customer_with_a_hidden_deal('Sum');
  const evidence = { opportunity_id: deal.id, code: 'budget_confirmed', observed_at: new Date().toISOString().replace(/\.\d+/, '') };
  await book.admin.post('evidence', evidence); // whether or not the book knows the code: the deal leads its customer anyway
  const sum_of = (wheel) => wheel.total_value.find((money) => money.currency === 'CNY')?.amount_minor ?? 0;
  const hidden = await wheel_of(book.seller);
  assert.ok(JSON.stringify(hidden.dots).includes(account.id), 'the customer itself is there');
  assert.doesNotMatch(hidden.text, /9876543/);
  assert.ok(!hidden.text.includes(deal.id), 'nor which deal leads it');
  const seen = await wheel_of(book.admin);
  assert.match(seen.text, /9876543/);
  assert.ok(sum_of(seen.wheel) >= 987_654_300 && sum_of(hidden.wheel) < 987_654_300);
  // Nor can it be found by asking how much it is.
  const by_amount = await wheel_of(book.seller, '&currency=CNY&min_amount_minor=900000000');
  assert.ok(!JSON.stringify(by_amount.dots).includes(account.id));
  assert.equal(by_amount.wheel.total, 0);
  const today = new Date().toISOString().slice(0, 10);
  for (const past of [`&as_of=${today}`, `&known_on=${today}`])
    assert.doesNotMatch((await wheel_of(book.seller, past)).text, /9876543/, past);
  // Seen again, counted again.
  const body = { opportunity_id: deal.id, user_id: book.seller.user.id, access: 'read' };
  const share = (await book.admin.post('shares', body)).expect(201).json;
  assert.ok(sum_of((await wheel_of(book.seller)).wheel) >= 987_654_300);
  (await book.admin.delete(`shares/${share.id}`, any_version)).expect(204);
});

test('the order of customers by value says nothing of deals that are hidden', async () => {
  const { account } = await customer_with_a_hidden_deal('Order');
  const small = (await book.seller.post('accounts', { name: 'Order of a small one' })).expect(201).json;
  const deal = { account_id: small.id, name: 'Small', amount_minor: 100, currency: 'CNY' };
  (await book.seller.post('opportunities', deal)).expect(201);
  for (const sort of ['value', '-value']) {
    const seen = [];
    for (let cursor = ''; cursor !== null; ) {
      const page = (await book.seller.get(`accounts?sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`)).expect(200).json;
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next;
    }
    assert.equal(new Set(seen).size, seen.length, 'each once');
    assert.ok(seen.indexOf(account.id) > seen.indexOf(small.id), `${sort}: after all that have a value`);
  }
  const all = (await book.admin.get('accounts?sort=-value&limit=200')).expect(200).json.items.map((item) => item.id);
  assert.ok(all.indexOf(account.id) < all.indexOf(small.id), 'who sees the deal sees its place');
});

test('a customer does not tell when a hidden deal was last called about', async () => {
  const { account, deal } = await customer_with_a_hidden_deal('Touch');
  const held = (days) => new Date(Date.now() - days * 86_400_000).toISOString().replace(/\.\d+/, '');
  const call = (body) => book.admin.post('calls', { account_id: account.id, status: 'held', subject: 'Visit', ...body });
  const open = (await call({ held_at: held(9) })).expect(201).json;
  const hidden = (await call({ held_at: held(2), opportunity_id: deal.id, owner_id: book.stranger.user.id })).expect(201).json;
  assert.equal((await book.seller.get(`accounts/${account.id}`)).expect(200).json.last_touch_at, open.held_at);
  assert.equal((await book.admin.get(`accounts/${account.id}`)).expect(200).json.last_touch_at, hidden.held_at);
});

test('the order of customers by last touch follows the calls that are seen', async () => {
  const held = (days) => new Date(Date.now() - days * 86_400_000).toISOString().replace(/\.\d+/, '');
  const call = async ({ id }, days, more = {}) =>
    (await book.admin.post('calls', { account_id: id, status: 'held', subject: 'Visit', held_at: held(days), ...more })).expect(201);
  const { account: both, deal } = await customer_with_a_hidden_deal('Last of both');
  await call(both, 9);
  await call(both, 2, { opportunity_id: deal.id });
  const { account: hidden_alone, deal: other } = await customer_with_a_hidden_deal('Last of hidden alone');
  await call(hidden_alone, 3, { opportunity_id: other.id });
  const between = (await book.seller.post('accounts', { name: 'Last between' })).expect(201).json;
  await call(between, 5);
  const names = [both, between, hidden_alone];
  const order = async (client, sort) => {
    const seen = [];
    for (let cursor = ''; cursor !== null; ) {
      const page = (await client.get(`accounts?sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`)).expect(200).json;
      seen.push(...page.items);
      cursor = page.next;
    }
    assert.equal(new Set(seen.map((item) => item.id)).size, seen.length, 'each once');
    const dates = seen.map((item) => item.last_touch_at);
    const dated = dates.filter((date) => date !== null);
    assert.deepEqual(dates.slice(0, dated.length), dated, 'those without a call come last');
    assert.deepEqual(dated, sort.startsWith('-') ? dated.toSorted().toReversed() : dated.toSorted(), 'as the dates that are shown');
    return seen.filter((item) => names.some((one) => one.id === item.id)).map((item) => item.id);
  };
  const [seen, unseen] = [[between.id, both.id, hidden_alone.id], [both.id, between.id, hidden_alone.id]];
  assert.deepEqual(await order(book.seller, '-last_touch_at'), seen);
  assert.deepEqual(await order(book.seller, 'last_touch_at'), unseen);
  assert.deepEqual(await order(book.admin, '-last_touch_at'), [both.id, hidden_alone.id, between.id], 'who sees all');
});

test('a plan and a qualification do not tell whom others met about a hidden deal', async () => {
  const { account, deal } = await customer_with_a_hidden_deal('Met');
  const person = (await book.seller.post('contacts', { account_id: account.id, name: 'Wang Fang' })).expect(201).json;
  const held = (days) => new Date(Date.now() - days * 86_400_000).toISOString().replace(/\.\d+/, '');
  const call = (client, body) => client.post('calls', { account_id: account.id, contact_ids: [person.id], subject: 'Visit', ...body });
  const open = (await call(book.seller, { status: 'held', held_at: held(20) })).expect(201).json;
  const of_deal = { status: 'held', held_at: held(3), opportunity_id: deal.id, owner_id: book.stranger.user.id };
  const hidden = (await call(book.admin, of_deal)).expect(201).json;
  const next = (await call(book.seller, { status: 'planned', held_at: held(-2) })).expect(201).json;
  const met = async (client) => (await client.get(`calls/${next.id}/plan`)).expect(200).json.people.map((one) => one.last_met_at);
  assert.deepEqual(await met(book.seller), [open.held_at]);
  assert.deepEqual(await met(book.admin), [hidden.held_at]);
  const team = async (client) => (await client.get(`accounts/${account.id}/qualification`)).expect(200).json.work.input.team;
  assert.equal((await team(book.admin)) - (await team(book.seller)), 1, 'the colleague who called about it');
});

test('what is deleted is not taken back, nor read, by who could not see it', async () => {
  const bid = { name: 'Sealed bid', amount_minor: 123_456_700, currency: 'CNY' };
  const deal = (await book.stranger.post('opportunities', bid)).expect(201).json;
  const changed = (await book.stranger.patch(`opportunities/${deal.id}`, { name: 'Sealed bid, final' }, any_version)).expect(200);
  const deleted = (await book.stranger.delete(`opportunities/${deal.id}`, any_version)).expect(204);
  for (const change_id of [changed.undo_id, deleted.undo_id]) {
    const answer = await book.manager.post('undo', { change_id }); // of the other team
    assert.equal(answer.status, 404);
    assert.doesNotMatch(answer.text, /Sealed/);
  }
  (await book.stranger.get(`opportunities/${deal.id}`)).expect(404);
  (await book.stranger.post('undo', { change_id: deleted.undo_id })).expect(200);
  assert.equal((await book.stranger.get(`opportunities/${deal.id}`)).expect(200).json.name, 'Sealed bid, final');
});

test('keys end with a reset of the password', async () => {
  const person = await add_person(book, { name: 'Kim Keys', email: 'kim@example.com', role: 'seller' });
  const { key } = (await person.post('keys', { label: 'old', scope: 'write' })).expect(201).json;
  const program = new Client(book.origin, { Authorization: `Bearer ${key}` });
  (await program.get('accounts')).expect(200);
  const { link } = (await book.admin.post(`users/${person.user.id}/reset`, {})).expect(200).json;
  (await program.get('accounts')).expect(200); // the old password is good until then, and so is what was made with it
  const token = token_of(link);
  (await new Client(book.origin).post('password', { token, new_password: `${password} anew` })).expect(200, 204);
  assert.equal((await program.get('accounts')).expect(401).json.code, 'key_ended');
  program.close();
});

test('over plain HTTP from another machine no key and no password is taken', async () => {
  const folder = temporary_folder();
  const server = await serve(['--db', `sqlite:${folder.path}/book.db`, '--trust-proxy', '127.0.0.1', '--allow-host', 'crm.example.com']);
  const from = (address, scheme) => new Client(server.origin, { 'X-Forwarded-For': address, 'X-Forwarded-Proto': scheme });
  try {
    const token = token_of(server.announced.setup_link);
    const place = { workspace_name: 'W', currency: 'CNY', time_zone: 'Asia/Shanghai' };
    const form = { token, locale: 'en', name: 'A', email: 'a@example.com', password, ...place };
    const far = from('192.0.2.7', 'http');
    assert.equal((await far.post('setup', form)).expect(403).json.code, 'plain_http_refused');
    const admin = from('192.0.2.7', 'https');
    const set_up = (await admin.post('setup', form)).expect(200, 201);
    const cookie = set_up.headers['set-cookie'].join('\n');
    assert.match(cookie, /^__Host-wheelhouse=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/);
    assert.deepEqual([...admin.cookies.keys()], ['__Host-wheelhouse']);
    const { key } = (await admin.post('keys', { label: 'k', scope: 'read' })).expect(201).json;
    const bearer = { Authorization: `Bearer ${key}` };
    (await from('192.0.2.7', 'https').get('accounts', bearer)).expect(200);
    (await from('127.0.0.1', 'http').get('accounts', bearer)).expect(200);
    assert.equal((await far.get('accounts', bearer)).expect(403).json.code, 'plain_http_refused');
    for (const path of ['session', 'password']) {
      const answer = await far.post(path, { email: 'a@example.com', password, new_password: password });
      assert.equal(answer.expect(403).json.code, 'plain_http_refused', path);
    }
    far.close();
    admin.close();
  } finally {
    await server.stop();
    folder.remove();
  }
});

test('a stream ends when what opened it has expired', async () => {
  const expires_at = new Date(Date.now() + 2000).toISOString().replace(/\.\d+/, '');
  const { key } = (await book.seller.post('keys', { label: 'short', scope: 'read', expires_at })).expect(201).json;
  const since = Date.now();
  const ended_after = await new Promise((resolve, reject) => {
    const outgoing = request(new URL('/api/v1/events', book.origin), { headers: { Authorization: `Bearer ${key}` } }, (answer) => {
      assert.equal(answer.statusCode, 200);
      answer.on('close', () => resolve(Date.now() - since)).resume();
    });
    outgoing.on('error', reject).end();
    setTimeout(() => reject(new Error('it is still open')), 25_000).unref();
  });
  assert.ok(ended_after > 1000, `it ended before its time, after ${ended_after} ms`);
});
