// The live stream: each person hears of what that person may see, also of what has just gone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { open_book } from '../support/book.mjs';
import { listen } from '../support/event_stream.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

const wait_until = async (holds) => {
  for (const limit = Date.now() + 5000; !holds() && Date.now() < limit; ) await pause(20);
  assert.ok(holds());
};

test('what was deleted is told to those who could see it, and to nobody else', async () => {
  const account = (await book.seller.post('accounts', { name: 'Blue Harbour' })).expect(201).json;
  const deal = (await book.seller.post('opportunities', { name: 'Cold chain', account_id: account.id })).expect(201).json;
  const said = (
    await book.seller.post('evidence', {
      opportunity_id: deal.id,
      code: 'RE1',
      source_class: 'quote',
      quote: 'We see it',
      observed_at: new Date().toISOString(),
    })
  ).expect(201).json;
  const streams = {};
  for (const who of ['admin', 'manager', 'seller', 'stranger']) streams[who] = await listen(book[who]);
  const deleted = (await book.seller.delete(`accounts/${account.id}`, { 'If-Match': '*' })).expect(204);
  const gone = [account.id, deal.id, said.id];
  const heard_of = (who) => gone.filter((id) => streams[who].heard.some((notice) => notice.object_id === id));
  for (const who of ['admin', 'manager', 'seller']) await wait_until(() => heard_of(who).length === gone.length);
  // A change of the stranger's own comes after it on the same stream: by then the deletion would have been heard.
  const own = (await book.stranger.post('accounts', { name: 'Own' })).expect(201).json;
  await wait_until(() => streams.stranger.heard.some((notice) => notice.object_id === own.id));
  const told = JSON.stringify(streams.stranger.heard);
  for (const id of [...gone, deleted.undo_id]) assert.ok(!told.includes(id), told);

  // Nor does its coming back and going again by undo.
  const back = (await book.seller.post('undo', { change_id: deleted.undo_id })).expect(200);
  (await book.seller.post('undo', { change_id: back.undo_id })).expect(200);
  const later = (await book.stranger.post('accounts', { name: 'Own again' })).expect(201).json;
  await wait_until(() => streams.stranger.heard.some((notice) => notice.object_id === later.id));
  assert.ok(!JSON.stringify(streams.stranger.heard).includes(account.id));
  for (const stream of Object.values(streams)) stream.close();
});
