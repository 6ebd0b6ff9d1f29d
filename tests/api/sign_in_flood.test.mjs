// Strangers try passwords from everywhere, more than can be looked at: they are told when to come back, people known to the book get in,
// and who is at work is answered.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open_book, password } from '../support/book.mjs';
import { Client } from '../support/client.mjs';

const ada = { email: 'ada@example.com', password };

test('a known browser gets in during a flood; strangers are told when to come back', async () => {
  const book = await open_book({ people: false, serve_with: ['--trust-proxy', '127.0.0.1'] });
  const from = (address) => new Client(book.origin, { 'X-Forwarded-For': address, 'X-Forwarded-Proto': 'https' });
  const browser = from('192.0.2.1');
  (await browser.post('session', ada)).expect(200);
  const mark = browser.cookies.get('__Host-wheelhouse-known');
  assert.ok(mark, 'a mark for the next time');
  (await browser.delete('session')).expect(204);
  assert.equal(browser.cookies.get('__Host-wheelhouse-known'), mark, 'which signing out leaves');

  let over = false;
  const statuses = {};
  const refusals = [];
  const crowd = Array.from({ length: 32 }, async (_, n) => {
    const stranger = from('192.0.2.2');
    for (let i = 0; !over; i += 1) {
      const headers = { 'X-Forwarded-For': `10.${n}.${i >> 8}.${i & 255}` };
      const email = i % 2 ? ada.email : `nobody-${n}-${i}@example.com`;
      const answer = await stranger.post('session', { email, password: `wrong horse battery ${i}` }, headers);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status === 429) refusals.push(answer);
    }
    stranger.close();
  });
  try {
    for (let until = Date.now() + 20_000; refusals.length < 100; await new Promise((wake) => setTimeout(wake, 20)))
      assert.ok(Date.now() < until, `a flood: ${JSON.stringify(statuses)}`);
    for (let i = 0; i < 5; i += 1) {
      (await browser.post('session', ada)).expect(200);
      (await browser.get('accounts')).expect(200);
      (await browser.delete('session')).expect(204);
    }
    // Somebody else's account, or a mark made up, has no place kept.
    const forged = from('192.0.2.3');
    forged.cookies.set('__Host-wheelhouse-known', `${mark.slice(0, -1)}${mark.endsWith('A') ? 'E' : 'A'}`);
    assert.notEqual((await forged.post('session', { ...ada, password: 'wrong horse battery' })).status, 200);
    forged.close();
  } finally {
    over = true;
    await Promise.all(crowd);
  }
  assert.deepEqual(
    Object.keys(statuses).filter((status) => status !== '401' && status !== '429'),
    [],
    JSON.stringify(statuses),
  );
  for (const answer of refusals) assert.ok(Number(answer.headers['retry-after']) >= 1, 'says when');
  browser.close();
  await book.close();
});
