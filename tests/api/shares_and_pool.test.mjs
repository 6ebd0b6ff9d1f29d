// Account teams, shares and the open pool, beyond what the matrix asks: deals shared alone, teams, time running out, streams, races.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { add_person, open_book } from '../support/book.mjs';
import { assert_problem } from '../support/cases.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

const any_version = { 'If-Match': '*' };
const in_ms = (ms) => new Date(Date.now() + ms).toISOString();
const make = async (client, collection, body) => (await client.post(collection, body)).expect(201).json;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// An open event stream of `client`: { text(): what it told, ended, close }.
function open_stream(client) {
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return new Promise((resolve, reject) => {
    const outgoing = request(new URL('/api/v1/events', book.origin), { headers: { Cookie: cookie } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`events: ${answer.statusCode}`));
      let text = '';
      const ended = new Promise((end) => answer.on('close', () => end(true)));
      answer.on('error', () => {}).on('data', (part) => (text += part));
      resolve({ ended, text: () => text, close: () => outgoing.destroy() });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
const ends_soon = (stream) => Promise.race([stream.ended, sleep(2000).then(() => false)]);

test('a deal is shared alone: not its account, not the deal beside it', async () => {
  const { seller, stranger } = book;
  const account = await make(stranger, 'accounts', { name: 'Lone Deal Works' });
  const deal = await make(stranger, 'opportunities', { name: 'Shared furnace', account_id: account.id });
  const other = await make(stranger, 'opportunities', { name: 'Hidden furnace', account_id: account.id });
  const note = await make(stranger, 'notes', { opportunity_id: deal.id, text: 'Quiet words' });
  const share = await make(stranger, 'shares', { opportunity_id: deal.id, user_id: seller.user.id });
  (await seller.get(`opportunities/${deal.id}`)).expect(200);
  assert.equal((await seller.get(`opportunities/${deal.id}`)).json.hold, 'read');
  (await seller.get(`notes/${note.id}`)).expect(200);
  (await seller.get(`opportunities/${other.id}`)).expect(404);
  (await seller.get(`accounts/${account.id}`)).expect(404);
  const found = (await seller.get('search?q=furnace&limit=50')).expect(200).json.items.map((item) => item.id);
  assert.deepEqual(found, [deal.id]);
  assert.deepEqual((await seller.all('opportunities')).map((one) => one.id), [deal.id]);
  (await seller.patch(`opportunities/${deal.id}`, { source: 'x' }, any_version)).expect(403);
  (await stranger.patch(`shares/${share.id}`, { access: 'write' }, any_version)).expect(200);
  (await seller.patch(`opportunities/${deal.id}`, { source: 'x' }, any_version)).expect(200);
  // To change is not to share on, to hand over or to delete.
  (await seller.post('shares', { opportunity_id: deal.id, user_id: book.manager.user.id })).expect(403);
  (await seller.patch(`opportunities/${deal.id}`, { owner_id: seller.user.id }, any_version)).expect(403);
  (await seller.delete(`opportunities/${deal.id}`, any_version)).expect(403);
  (await seller.patch(`shares/${share.id}`, { access: 'write' }, any_version)).expect(403);
  (await stranger.delete(`shares/${share.id}`, any_version)).expect(204);
  (await seller.get(`opportunities/${deal.id}`)).expect(404);
  assert.deepEqual(await seller.all('opportunities'), []);
});

test('a share with a team holds for the teams below it, and ends for who leaves', async () => {
  const { admin, stranger } = book;
  const above = await make(admin, 'teams', { name: 'All of the west' });
  const below = await make(admin, 'teams', { name: 'West one', parent_id: above.id });
  const member = await add_person(book, { name: 'Wes West', email: 'wes@example.com', role: 'seller', team_id: below.id });
  const account = await make(stranger, 'accounts', { name: 'Team Shared Ltd' });
  await make(stranger, 'shares', { account_id: account.id, team_id: above.id });
  (await member.get(`accounts/${account.id}`)).expect(200);
  (await admin.patch(`users/${member.user.id}`, { team_id: book.north.id }, any_version)).expect(200);
  (await member.get(`accounts/${account.id}`)).expect(404);
});

test('a share that runs out is over at that moment, though rights were remembered; the stream tells no more', async () => {
  const { seller, stranger } = book;
  const account = await make(stranger, 'accounts', { name: 'Short Share Ltd' });
  await make(stranger, 'shares', { account_id: account.id, user_id: seller.user.id, access: 'write', expires_at: in_ms(2500) });
  (await seller.get(`accounts/${account.id}`)).expect(200);
  const stream = await open_stream(seller);
  await make(stranger, 'notes', { account_id: account.id, text: 'Told while it lasts' });
  await sleep(300);
  assert.ok(stream.text().includes(account.id), 'the stream tells of a shared account');
  await sleep(2500);
  (await seller.get(`accounts/${account.id}`)).expect(404);
  (await seller.patch(`accounts/${account.id}`, { region: 'East' }, any_version)).expect(404);
  const later = await make(stranger, 'notes', { account_id: account.id, text: 'Not to be told' });
  assert.equal(await ends_soon(stream), true);
  assert.ok(!stream.text().includes(later.id));
  stream.close();
});

test('a share or a place on the team that is taken away ends the stream within a second, undone changes too', async () => {
  const { seller, stranger, admin } = book;
  const account = await make(stranger, 'accounts', { name: 'Ended Ltd' });
  for (const [collection, body] of [
    ['shares', { user_id: seller.user.id }],
    ['account_members', { user_id: seller.user.id }],
  ]) {
    const part = (await stranger.post(collection, { account_id: account.id, ...body })).expect(201);
    (await seller.get(`accounts/${account.id}`)).expect(200);
    let stream = await open_stream(seller);
    (await stranger.delete(`${collection}/${part.json.id}`, any_version)).expect(204);
    assert.equal(await ends_soon(stream), true);
    (await seller.get(`accounts/${account.id}`)).expect(404);
    const again = (await stranger.post(collection, { account_id: account.id, ...body })).expect(201);
    stream = await open_stream(seller);
    (await admin.post('undo', { change_id: again.undo_id })).expect(200);
    assert.equal(await ends_soon(stream), true);
    (await seller.get(`accounts/${account.id}`)).expect(404);
  }
});

test('what a share must say', async () => {
  const account = await make(book.seller, 'accounts', { name: 'Said Ltd' });
  const deal = await make(book.seller, 'opportunities', { name: 'Said', account_id: account.id });
  const wrong = async (body, pointer) => {
    const answer = (await book.seller.post('shares', body)).expect(422);
    assert_problem(answer);
    assert.ok(answer.json.errors.some((error) => error.pointer === pointer), answer.text);
  };
  const user_id = book.stranger.user.id;
  await wrong({ user_id }, '/account_id');
  await wrong({ account_id: account.id, opportunity_id: deal.id, user_id }, '/opportunity_id');
  await wrong({ account_id: account.id }, '/user_id');
  await wrong({ account_id: account.id, user_id, team_id: book.north.id }, '/team_id');
  await wrong({ account_id: account.id, user_id, expires_at: in_ms(-1000) }, '/expires_at');
  await wrong({ account_id: account.id, user_id, access: 'own' }, '/access');
  await make(book.seller, 'account_members', { account_id: account.id, user_id });
  (await book.seller.post('account_members', { account_id: account.id, user_id })).expect(422);
});

test('two sellers claim at once: one has it, the other is told who', async () => {
  const rivals = [book.seller, book.stranger];
  for (let round = 0; round < 10; round += 1) {
    const account = await make(book.admin, 'accounts', { name: `Pool ${round}`, owner_id: null });
    const deal = await make(book.admin, 'opportunities', { name: `Loose ${round}`, account_id: account.id, owner_id: null });
    const answers = await Promise.all(rivals.map((rival) => rival.post(`accounts/${account.id}/claim`, {})));
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 409], answers.map((answer) => answer.text).join());
    const won = answers.findIndex((answer) => answer.status === 200);
    const lost = answers[1 - won];
    assert.equal(lost.json.code, 'already_claimed');
    assert.ok(lost.json.detail.includes(rivals[won].user.name), lost.text);
    const owner = (await book.admin.get(`accounts/${account.id}`)).json.owner_id;
    assert.equal(owner, rivals[won].user.id);
    assert.equal((await book.admin.get(`opportunities/${deal.id}`)).json.owner_id, owner, 'its loose deal goes with it');
  }
});

test('who may claim from the pool is the workspace’s to say', async () => {
  const { seller, stranger, manager, admin } = book;
  const claim = (who, account) => who.post(`accounts/${account.id}/claim`, {});
  const fallen = async (name) => {
    const account = await make(seller, 'accounts', { name });
    (await seller.post(`accounts/${account.id}/return`, { reason: 'Too far away' })).expect(200);
    return account;
  };
  const never_owned = await make(admin, 'accounts', { name: 'Never owned', owner_id: null });
  (await admin.patch('workspace', { pool_claim: 'last_team' }, any_version)).expect(200);
  assert.equal((await seller.get('pool')).expect(200).json.claim, 'last_team');
  const first = await fallen('Of the northern team');
  const refused = (await claim(stranger, first)).expect(409).json;
  assert.deepEqual([refused.code, refused.detail.includes('North')], ['pool_last_team', true], refused.detail);
  (await claim(seller, first)).expect(200);
  (await claim(stranger, never_owned)).expect(200);
  (await admin.patch('workspace', { pool_claim: 'managers' }, any_version)).expect(200);
  const second = await fallen('For managers');
  assert.equal((await claim(seller, second)).expect(409).json.code, 'pool_managers');
  (await claim(manager, second)).expect(200);
  assert.equal((await admin.patch('workspace', { pool_claim: 'nobody' }, any_version)).expect(422).json.errors[0].pointer, '/pool_claim');
  (await admin.patch('workspace', { pool_claim: 'sellers' }, any_version)).expect(200);
});

test('the pool: listed, limited, given back with a reason, undone', async () => {
  const { seller, admin, stranger } = book;
  const loose = await make(admin, 'accounts', { name: 'Loose and listed', owner_id: null });
  const listed = (await stranger.all('accounts?pool=true')).map((account) => account.id);
  assert.ok(listed.includes(loose.id));
  assert.ok((await stranger.all('accounts?pool=false')).every((account) => account.owner_id !== null));
  (await seller.patch(`accounts/${loose.id}`, { region: 'East' }, any_version)).expect(403);
  const owned = (await seller.get('pool')).expect(200).json.owned;
  (await admin.patch('workspace', { pool_limit: owned }, any_version)).expect(200);
  const refused = (await seller.post(`accounts/${loose.id}/claim`, {})).expect(409);
  assert.equal(refused.json.code, 'pool_limit');
  assert.equal((await admin.get(`accounts/${loose.id}`)).json.owner_id, null);
  (await admin.patch('workspace', { pool_limit: 0 }, any_version)).expect(200);
  const claimed = (await seller.post(`accounts/${loose.id}/claim`, {})).expect(200);
  assert.equal(claimed.json.owner_id, seller.user.id);
  (await seller.post(`accounts/${loose.id}/return`, {})).expect(422);
  (await seller.post(`accounts/${loose.id}/return`, { reason: '  ' })).expect(422);
  (await seller.post(`accounts/${loose.id}/return`, { reason: 'x'.repeat(301) })).expect(422);
  const returned = (await seller.post(`accounts/${loose.id}/return`, { reason: 'No budget' })).expect(200);
  assert.equal(returned.json.owner_id, null);
  (await seller.post(`accounts/${loose.id}/return`, { reason: 'Again' })).expect(409);
  const told = (await admin.get(`history?object=account:${loose.id}`)).expect(200).json.items[0];
  assert.equal(told.reason, 'No budget');
  (await seller.post('undo', { change_id: returned.undo_id })).expect(200);
  assert.equal((await admin.get(`accounts/${loose.id}`)).json.owner_id, seller.user.id);
  // An account that was another's all along is not there, whatever one posts to it.
  (await stranger.post(`accounts/${(await make(seller, 'accounts', { name: 'Mine' })).id}/claim`, {})).expect(404);
});

test('nothing falls back while the rule is off, and nothing that was touched', async () => {
  (await book.admin.post('pool/sweep', {})).expect(200);
  const account = await make(book.seller, 'accounts', { name: 'Just touched' });
  (await book.admin.patch('workspace', { pool_idle_days: 5 }, any_version)).expect(200);
  assert.equal((await book.admin.post('pool/sweep', {})).expect(200).json.returned, 0);
  assert.equal((await book.admin.get(`accounts/${account.id}`)).json.owner_id, book.seller.user.id);
  // Five days are less than the week of warning: what falls within them is announced at once.
  const falling = (await book.seller.get('pool')).expect(200).json.falling;
  assert.ok(falling.some((one) => one.id === account.id));
  assert.ok(falling.every((one) => one.owner.id === book.seller.user.id));
  (await book.admin.patch('workspace', { pool_idle_days: -1 }, any_version)).expect(422);
  (await book.admin.patch('workspace', { pool_idle_days: 0 }, any_version)).expect(200);
});
