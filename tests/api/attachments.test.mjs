// Files on records: in and out byte for byte, what they are called and taken for, who sees them, limits, undo.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { assert_problem, run_cases } from '../support/cases.mjs';
import { open_selling_book } from '../support/selling_book.mjs';
import { run, run_json } from '../support/program.mjs';

let book;
let place;
before(async () => {
  book = await open_selling_book();
  place = book.mine;
});
after(() => book?.close());

const mebibyte = 1 << 20;
const named = (name, more = {}) => ({
  'X-File-Name': encodeURIComponent(name),
  'Content-Type': 'application/octet-stream',
  ...more,
});
const upload = (bytes, { name = 'notes.txt', to = `opportunity_id=${place.opportunity.id}`, as = 'seller', headers = {} } = {}) =>
  book[as].post(`attachments?${to}`, Buffer.from(bytes), named(name, headers));
const content = (id, query = '', as = 'seller') => book[as].get(`attachments/${id}/content${query}`);
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test('a file comes out as it went in, on each kind of record it may hang on', async () => {
  const bytes = Buffer.alloc(3 * mebibyte + 17, (i) => i); // several pieces
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = (i * 31 + (i >> 9)) & 255;
  const call = (
    await book.seller.post('calls', { opportunity_id: place.opportunity.id, subject: 'Visit', held_at: '2026-01-05T08:00:00Z' })
  ).expect(201).json;
  const contact = (await book.seller.post('contacts', { account_id: place.account.id, name: 'Wu Lei' })).expect(201).json;
  const evidence = (
    await book.seller.post('evidence', {
      opportunity_id: place.opportunity.id,
      code: 'AK1',
      source_class: 'observed',
      observed_at: '2026-01-05T08:00:00Z',
    })
  ).expect(201).json;
  for (const [field, id] of [
    ['account_id', place.account.id],
    ['opportunity_id', place.opportunity.id],
    ['call_id', call.id],
    ['contact_id', contact.id],
    ['evidence_id', evidence.id],
  ]) {
    const made = (await upload(bytes, { to: `${field}=${id}`, name: 'raw.bin' })).expect(201);
    assert.equal(made.json[field], id);
    assert.equal(made.json.account_id, place.account.id, 'it hangs on the customer too');
    assert.equal(made.json.size_bytes, bytes.length);
    assert.equal(made.json.sha256, createHash('sha256').update(bytes).digest('hex'));
    assert.ok(made.undo_id);
    assert.deepEqual((await content(made.json.id)).expect(200).bytes, bytes);
    const listed = (await book.seller.get(`attachments?${field}=${id}&limit=100`)).expect(200).json.items;
    assert.ok(listed.some((one) => one.id === made.json.id));
  }
});

test('it is what its bytes are, and only pictures, PDF and plain text are shown in the page', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  for (const [name, bytes, type, shown] of [
    ['photo.png', png, 'image/png', true],
    ['photo.jpg', Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg', true],
    ['moving.gif', 'GIF89a\x01\x00\x01\x00', 'image/gif', true],
    ['new.webp', Buffer.from('52494646240000005745425056503820', 'hex'), 'image/webp', true],
    ['offer.pdf', '%PDF-1.7\n', 'application/pdf', true],
    ['会议纪要.txt', '客户每月盘点三次。\n', 'text/plain; charset=utf-8', true],
    ['page.html', '<!DOCTYPE html><script>alert(1)</script>', 'application/octet-stream', false],
    ['drawing.svg', svg, 'application/octet-stream', false],
    ['looks_like.png', svg, 'application/octet-stream', false],
    ['late.txt', `Harmless words\n${svg}`, 'application/octet-stream', false],
    ['with_mark.txt', `\uFEFF \n${svg}`, 'application/octet-stream', false],
    ['book.xlsx', 'PK\x03\x04rest', 'application/octet-stream', false],
    ['page.pdf.html', 'no markup, but \x01 control', 'application/octet-stream', false],
  ]) {
    const made = (await upload(Buffer.from(bytes, 'utf8'), { name })).expect(201).json;
    for (const [query, disposition] of [
      ['?disposition=inline', shown ? 'inline' : 'attachment'],
      ['', 'attachment'],
    ]) {
      const answer = (await content(made.id, query)).expect(200);
      assert.equal(answer.headers['content-type'], type, name);
      assert.ok(answer.headers['content-disposition'].startsWith(`${disposition}; filename="`), name);
      assert.ok(answer.headers['content-disposition'].endsWith(`; filename*=UTF-8''${encodeURIComponent(name)}`), name);
      assert.match(answer.headers['content-disposition'], /^[\x20-\x7e]+$/, 'a header is ASCII');
      assert.equal(answer.headers['x-content-type-options'], 'nosniff');
      assert.match(answer.headers['content-security-policy'], /default-src 'none'; sandbox;.*frame-ancestors 'none'/);
      assert.match(answer.headers['cache-control'], /no-store/);
    }
  }
});

test('a name is a name: no folders, no controls, no turned direction, not too long', async () => {
  for (const [given, kept] of [
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\li\\报价单.pdf', '报价单.pdf'],
    ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie: x=1.txt'],
    ['invoice\u202Etxt.exe', 'invoicetxt.exe'],
    ['..', 'file'],
    ['  \u3000.', '.'],
    ['\u200b', 'file'],
    ['"quoted"; filename=evil.html', '"quoted"; filename=evil.html'],
    [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(196)}.pdf`],
  ]) {
    const expected = kept === '.' ? 'file' : kept;
    const made = (await upload('x', { name: given })).expect(201).json;
    assert.equal(made.name, expected, JSON.stringify(given));
    const header = (await content(made.id)).expect(200).headers['content-disposition'];
    assert.match(header, /^attachment; filename="[\w .~-]+"; filename\*=UTF-8''[\w.~%-]+$/, header);
  }
});

test('who may, what is wrong, what is too large', async (t) => {
  const made = (await upload('ours')).expect(201).json;
  const theirs = (await upload('theirs', { as: 'stranger', to: `opportunity_id=${book.theirs.opportunity.id}` })).expect(201).json;
  const of = `attachments?opportunity_id=${place.opportunity.id}`;
  const post = { method: 'POST', url: of, headers: named('a.txt'), body: Buffer.from('a') };
  const get = (over) => ({ method: 'GET', url: `attachments/${made.id}/content`, ...over });
  const missing = 'attachments/01890000-0000-7000-8000-000000000000/content';
  await run_cases(
    t,
    [
      { ...post, name: 'ok', as: 'seller', status: 201 },
      { ...post, name: 'nobody', as: 'nobody', status: 401 },
      { ...post, name: 'a viewer may not', as: 'viewer', status: 403 },
      { ...post, name: "a stranger's deal is not there", as: 'stranger', status: 422, pointer: '/opportunity_id' },
      {
        ...post,
        name: 'no name',
        as: 'seller',
        headers: { 'Content-Type': 'application/octet-stream' },
        status: 422,
        pointer: '/name',
      },
      { ...post, name: 'nothing in it', as: 'seller', body: Buffer.alloc(0), status: 422, code: 'file_empty' },
      { ...post, name: 'hangs on nothing', as: 'seller', url: 'attachments', status: 422, pointer: '/account_id' },
      { ...post, name: 'a parameter that is none', as: 'seller', url: `${of}&sha256=1`, status: 422, pointer: '?sha256' },
      { ...post, name: 'no id', as: 'seller', url: 'attachments?call_id=x', status: 422, pointer: '/call_id' },
      get({ name: 'content: ok', as: 'seller', status: 200, contains: ['ours'] }),
      get({ name: 'content: nobody', as: 'nobody', status: 401, lacks: ['ours'] }),
      get({ name: "content: somebody else's", as: 'stranger', status: 404, lacks: ['ours'] }),
      get({ name: 'content: a guessed id', as: 'seller', url: missing, status: 404 }),
      get({ name: "content: theirs", as: 'seller', url: `attachments/${theirs.id}/content`, status: 404, lacks: ['theirs'] }),
      get({ name: 'content: shown how?', as: 'seller', url: `attachments/${made.id}/content?disposition=page`, status: 422 }),
      get({ name: 'content: a parameter that is none', as: 'seller', url: `attachments/${made.id}/content?x=1`, status: 422 }),
      {
        name: 'what the server alone says cannot be said',
        as: 'seller',
        method: 'PATCH',
        url: `attachments/${made.id}`,
        headers: { 'If-Match': '*' },
        body: { media_type: 'text/html' },
        status: 422,
        pointer: '/media_type',
      },
      {
        name: 'a path is no name',
        as: 'seller',
        method: 'PATCH',
        url: `attachments/${made.id}`,
        headers: { 'If-Match': '*' },
        body: { name: '../a.txt' },
        status: 422,
        pointer: '/name',
      },
      {
        name: 'removing an old version is a conflict',
        as: 'seller',
        method: 'DELETE',
        url: `attachments/${made.id}`,
        headers: { 'If-Match': '"99"' },
        status: 412,
      },
    ],
    book,
  );
});

test('25 MiB are taken, one byte more is refused with a sentence, declared or not', async () => {
  const most = Buffer.alloc(25 * mebibyte, 7);
  const made = (await upload(most, { name: 'most.bin' })).expect(201).json;
  assert.equal((await content(made.id)).expect(200).bytes.length, most.length);
  const over = Buffer.alloc(25 * mebibyte + 1, 7);
  const refused = await upload(over, { name: 'over.bin' });
  assert.equal(refused.status, 413);
  assert_problem(refused);
  assert.equal(refused.json.code, 'file_too_large');
  assert.match(refused.json.detail, /25 MiB/);
  const undeclared = await upload(over, { name: 'over.bin', headers: { 'Content-Length': null, 'Transfer-Encoding': 'chunked' } });
  assert.equal(undeclared.status, 413);
});

test('a repeated upload happens once; another file under its key is refused', async () => {
  const headers = { 'Idempotency-Key': randomUUID() };
  const name = `once ${randomUUID()}.txt`;
  const first = (await upload('once', { name, headers })).expect(201);
  const second = (await upload('once', { name, headers })).expect(201);
  assert.equal(second.json.id, first.json.id);
  (await upload('another', { name, headers })).expect(422);
  const found = (await book.seller.all(`attachments?opportunity_id=${place.opportunity.id}&limit=100`)).filter((one) => one.name === name);
  assert.equal(found.length, 1);
});

test('what was removed comes back with one undo, as does what went with its deal', async () => {
  const deal = (await book.seller.post('opportunities', { name: 'Short deal', account_id: place.account.id })).expect(201).json;
  const made = (await upload('kept for a week', { to: `opportunity_id=${deal.id}` })).expect(201).json;
  const removed = (await book.seller.delete(`attachments/${made.id}`, { 'If-Match': '*' })).expect(204);
  (await content(made.id)).expect(404);
  (await book.seller.post('undo', { change_id: removed.undo_id })).expect(200);
  assert.equal((await content(made.id)).expect(200).text, 'kept for a week');
  const gone = (await book.seller.delete(`opportunities/${deal.id}`, { 'If-Match': '*' })).expect(204);
  (await content(made.id)).expect(404);
  (await book.seller.post('undo', { change_id: gone.undo_id })).expect(200);
  assert.equal((await content(made.id)).expect(200).text, 'kept for a week');
  const history = (await book.seller.get(`history?object=attachment:${made.id}`)).expect(200).json.items;
  assert.deepEqual(history.map((one) => one.action).sort(), ['create', 'create', 'create', 'delete', 'delete']);
});

test('search knows a file by its name and not by what is in it', async () => {
  (await upload('zzyzzx inside', { name: '冷链方案说明.txt' })).expect(201);
  const find = async (text, as = 'seller') =>
    (await book[as].get(`search?kinds=attachment&q=${encodeURIComponent(text)}`)).expect(200).json.items.map((one) => one.name);
  assert.deepEqual(await find('冷链方案'), ['冷链方案说明.txt']);
  assert.deepEqual(await find('lenglianfangan'), ['冷链方案说明.txt']);
  assert.deepEqual(await find('zzyzzx'), []);
  assert.deepEqual(await find('冷链方案', 'stranger'), []);
});

test('the files of a book have a limit that an administrator sets', async () => {
  (await book.admin.patch('workspace', { files_mib_max: 1 })).expect(200);
  try {
    const refused = await upload(Buffer.alloc(mebibyte, randomUUID()), { name: 'one more.bin' });
    assert.equal(refused.status, 409);
    assert.equal(refused.json.code, 'files_full');
    assert_problem(refused);
    // What is there already takes no more room.
    (await upload('ours')).expect(201);
  } finally {
    (await book.admin.patch('workspace', { files_mib_max: 0 })).expect(200);
  }
  (await upload(Buffer.alloc(mebibyte, randomUUID()), { name: 'one more.bin' })).expect(201);
});

test('doctor counts every file, and finds one whose bytes changed', { skip: Boolean(process.env.WHEELHOUSE_TEST_ENGINE) }, async () => {
  const look = (db) => run_json(['doctor', '--json', '--db', db]).checks.find(({ check }) => check === 'file_contents');
  assert.equal(look(book.database).state, 'passed');
  const marker = `told apart ${randomUUID()}`;
  (await upload(marker)).expect(201);
  const copy = `${book.folder}/copy.zip`;
  assert.equal(run(['backup', copy, '--db', book.database]).code, 0);
  const elsewhere = `sqlite:${book.folder}/elsewhere.db`;
  assert.equal(run(['restore', copy, '--verify', '--db', elsewhere]).code, 0);
  assert.equal(look(elsewhere).state, 'passed', 'a backup has the files in it');
  // One bit of the file's bytes, where the database keeps them.
  const file = `${book.folder}/elsewhere.db`;
  const bytes = readFileSync(file);
  const at = bytes.indexOf(marker);
  assert.ok(at > 0, 'the bytes were not found');
  bytes[at] ^= 1;
  writeFileSync(file, bytes);
  const bad = run(['doctor', '--json', '--db', elsewhere]);
  assert.equal(JSON.parse(bad.stdout).checks.find(({ check }) => check === 'file_contents').state, 'failed');
});
