// Holes that were found by trying, each mended; they stay mended.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { open_book, password } from '../support/book.mjs';
import { serve, temporary_folder } from '../support/program.mjs';

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
    const one = lines.find((line) => line.path === '/api/v1/accounts/{id}');
    assert.ok(one, server.log());
    assert.deepEqual([one.event, one.method, one.level], ['access', 'GET', 'info']);
    assert.ok(one.request_id && one.milliseconds >= 0);
    assert.ok(!server.log().includes(id) && !server.log().includes('Zhang') && !server.log().includes('wh_never'));
  } finally {
    await server.stop();
    folder.remove();
  }
});
