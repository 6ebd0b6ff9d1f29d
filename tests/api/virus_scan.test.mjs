// Attachments are shown to a virus scanner, where there is one: what it knows is not taken, nor what it could not look at.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assert_problem } from '../support/cases.mjs';
import { open_book } from '../support/book.mjs';
import { temporary_folder } from '../support/program.mjs';

// clamd, as its manual describes INSTREAM: pieces with their length before them, a piece of none at the end.
async function scanner(path) {
  const heard = [];
  const holder = { answer: (file) => (file.includes('this is a virus') ? 'stream: Test.Virus-1 FOUND' : 'stream: OK') };
  const server = createServer((socket) => {
    let bytes = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (more) => {
      bytes = Buffer.concat([bytes, more]);
      assert.ok('zINSTREAM\0'.startsWith(bytes.subarray(0, 10).toString()));
      const pieces = [];
      for (let at = 10; at + 4 <= bytes.length; ) {
        const size = bytes.readUInt32BE(at);
        if (size === 0) {
          heard.push(Buffer.concat(pieces));
          const said = holder.answer(heard.at(-1));
          return said === null ? socket.destroy() : socket.end(`${said}\0`);
        }
        if (at + 4 + size > bytes.length) return;
        pieces.push(bytes.subarray(at + 4, at + 4 + size));
        at += 4 + size;
      }
    });
  });
  server.listen(path);
  await once(server, 'listening');
  return { heard, holder, close: () => new Promise((resolve) => server.close(resolve)) };
}

let folder, clamd, book, account;
before(async () => {
  folder = temporary_folder();
  clamd = await scanner(join(folder.path, 'clamd.ctl'));
  book = await open_book({ serve_with: ['--virus-scanner', join(folder.path, 'clamd.ctl')] });
  account = (await book.seller.post('accounts', { name: 'Files' })).expect(201).json;
});
after(async () => {
  await book?.close();
  await clamd?.close();
  folder?.remove();
});

const upload = (bytes, language = 'en') =>
  book.seller.post(`attachments?account_id=${account.id}`, Buffer.from(bytes), {
    'X-File-Name': 'paper.txt',
    'Content-Type': 'application/octet-stream',
    'Accept-Language': language,
  });
const kept = async () => (await book.seller.get(`attachments?account_id=${account.id}`)).expect(200).json.items.length;

test('what is clean is taken, after all of it was looked at', async () => {
  const bytes = Buffer.alloc(3_000_001, (i) => i % 251);
  const made = (await upload(bytes)).expect(201).json;
  assert.equal(made.size_bytes, bytes.length);
  assert.ok(clamd.heard.at(-1).equals(bytes));
  assert.equal(await kept(), 1);
});

test('what the scanner knows is refused by its name, and is in the log', async () => {
  const before = await kept();
  for (const [language, words] of [
    ['en', /virus scanner.*Test\.Virus-1/],
    ['zh-CN', /病毒.*Test\.Virus-1/],
  ]) {
    const refused = (await upload('well, this is a virus', language)).expect(422);
    assert_problem(refused);
    assert.equal(refused.json.code, 'file_infected');
    assert.match(refused.json.detail, words);
  }
  assert.equal(await kept(), before);
  const lines = () => book.server.log().split('\n').filter((line) => line.includes('file_infected'));
  for (let i = 0; i < 100 && lines().length < 2; ++i) await new Promise((resolve) => setTimeout(resolve, 50));
  const line = JSON.parse(lines()[0]);
  assert.deepEqual([line.event, line.what, line.user_id], ['security', 'attempt', book.seller.user.id]);
});

test('what could not be looked at is not taken', async () => {
  const before = await kept();
  const answer = clamd.holder.answer;
  for (const said of ['INSTREAM size limit exceeded. ERROR', 'stream: OKAY', '', null]) {
    clamd.holder.answer = () => said;
    const refused = (await upload('clean')).expect(503);
    assert_problem(refused);
    assert.equal(refused.json.code, 'scanner_unreachable', String(said));
  }
  clamd.holder.answer = answer;
  (await upload('clean')).expect(201);
  await clamd.close();
  assert.equal((await upload('clean')).expect(503).json.code, 'scanner_unreachable');
  assert.match(book.server.log(), /"what":"request_failed","detail":"virus scanner: /);
  assert.equal(await kept(), before + 1);
  clamd = await scanner(join(folder.path, 'clamd.ctl'));
  (await upload('clean again')).expect(201);
});
