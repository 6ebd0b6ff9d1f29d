// Papers as files: who may have them, in which language, how they are named, and that they say what the records say.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { run_cases } from '../support/cases.mjs';
import { open_selling_book, tomorrow } from '../support/selling_book.mjs';

let book;
before(async () => {
  book = await open_selling_book();
});
after(() => book?.close());

const pdf = 'application/pdf';
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const with_query = (url, query) => url + (url.includes('?') ? '&' : '?') + query;
const papers = (place) => [
  [`opportunities/${place.opportunity.id}/sheet.pdf`, pdf],
  [`opportunities/${place.opportunity.id}/proposal.pdf?draft=true`, pdf],
  [`opportunities/${place.opportunity.id}/proposal.docx?draft=true`, docx],
  [`calls/${place.call.id}/plan.pdf`, pdf],
  [`accounts/${place.account.id}/plan.pdf`, pdf],
  [`accounts/${place.account.id}/plan.docx`, docx],
];
// Without any space: lines are broken where the page wants it.
const text_of = (bytes) =>
  execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', '-nopgbrk', '-', '-'], { input: bytes }).toString().replaceAll(/\s/g, '');
const bare = (text) => text.replaceAll(/\s/g, '');
// One part of a zip file, by its directory.
function unzip(bytes, name) {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  for (let at = bytes.readUInt32LE(end + 16), left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const length = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    if (bytes.toString('utf8', at + 46, at + 46 + length) === name) {
      const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
      return (bytes.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString();
    }
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  throw new Error(`no ${name}`);
}

test('each paper is a file to keep', async () => {
  for (const [url, type] of papers(book.mine)) {
    const answer = (await book.seller.get(url)).expect(200);
    assert.equal(answer.headers['content-type'], type, url);
    assert.match(
      answer.headers['content-disposition'],
      /^attachment; filename="[a-z-]+\.(pdf|docx)"; filename\*=UTF-8''[\w.~%-]+\.(pdf|docx)$/,
    );
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.bytes.subarray(0, 4).toString('latin1'), type === pdf ? '%PDF' : 'PK\x03\x04', url);
  }
});

test('nobody, a stranger, an unknown language, a parameter that is none', async (t) => {
  for (const [url] of papers(book.mine))
    await run_cases(
      t,
      [
        { name: `nobody: ${url}`, as: 'nobody', url, status: 401 },
        { name: `a stranger: ${url}`, as: 'stranger', url, status: 404 },
        { name: `the viewer: ${url}`, as: 'viewer', url, status: 200 },
        { name: `unknown language: ${url}`, as: 'seller', url: with_query(url, 'language=fr'), status: 422, pointer: '?language' },
        { name: `unknown parameter: ${url}`, as: 'seller', url: with_query(url, 'colour=red'), status: 422, pointer: '?colour' },
        { name: `no such offset: ${url}`, as: 'seller', url: with_query(url, 'tz_offset_minutes=9999'), status: 422 },
      ],
      book,
    );
  for (const [url] of papers(book.theirs)) (await book.seller.get(url)).expect(404);
  (await book.seller.get('opportunities/0197a000-0000-7000-8000-000000000000/sheet.pdf')).expect(404);
  // A deal is not to be read as a call or a customer.
  (await book.seller.get(`calls/${book.mine.opportunity.id}/plan.pdf`)).expect(404);
});

test('the sheet says what the records say, in the language asked for, else the reader’s', async () => {
  const { seller, mine } = book;
  const url = `opportunities/${mine.opportunity.id}/sheet.pdf`;
  const english = text_of((await seller.get(url)).expect(200).bytes);
  const parts = ['Stock counting', 'Anhe hospitals 安和医院', 'Internal', 'CN¥1.2M', 'Count without overtime', 'North Wind', 'Counting time'];
  for (const part of parts) assert.ok(english.includes(bare(part)), `${part} in ${english}`);
  for (const language of ['zh', 'zh-CN']) {
    const chinese = text_of((await seller.get(`${url}?language=${language}`)).expect(200).bytes);
    for (const part of ['内部资料', '¥120 万', '客户的阶段', '决策者']) assert.ok(chinese.includes(bare(part)), `${part} in ${chinese}`);
  }
});

test('days are the reader’s', async () => {
  const { seller, mine } = book;
  const call = await mine.make('calls', { ...mine.on_deal, subject: 'Late call', held_at: '2026-12-30T20:00:00Z' });
  const url = `calls/${call.id}/plan.pdf`;
  assert.ok(text_of((await seller.get(`${url}?tz_offset_minutes=480`)).bytes).includes(bare('31 Dec 2026 04:00')));
  assert.ok(text_of((await seller.get(`${url}?tz_offset_minutes=0`)).bytes).includes(bare('30 Dec 2026 20:00')));
});

test('a proposal holds what the customer said and nothing of what the house thinks', async () => {
  const { seller, mine } = book;
  const said = { text: 'we need it this year', contact_id: mine.decider.id };
  const seen = { volunteered: true, visible: true, conscious: true, surface: true, clear: true };
  (await seller.post(`needs/${mine.need.id}/move`, { to: 'explicit', quote: said, ...seen })).expect(200);
  await mine.make('objections', { ...mine.on_deal, quote: 'HOUSE objection' });
  await mine.make('notes', { ...mine.on_deal, text: 'HOUSE note', at: '2026-01-01T00:00:00Z' });
  const test_promised = { who: 'customer', action: 'arrange_test', text: 'A test in store 2', due_at: tomorrow() };
  await mine.make('commitments', { ...mine.on_deal, ...test_promised });
  await mine.make('value_cases', { ...mine.on_deal, margin_minor: 1_234_567_00, currency: 'CNY' });
  const at = `opportunities/${mine.opportunity.id}/proposal`;
  const paper = text_of((await seller.get(`${at}.pdf?draft=true`)).expect(200).bytes);
  const editable = unzip((await seller.get(`${at}.docx?draft=true`)).expect(200).bytes, 'word/document.xml').replaceAll(/\s/g, '');
  for (const text of [paper, editable]) {
    const theirs = ['Stock counting', 'Anhe hospitals 安和医院', 'Count without overtime', 'we need it this year', 'A test in store 2'];
    for (const part of theirs)
      assert.ok(text.includes(bare(part)), `${part} in ${text}`);
    for (const secret of ['HOUSE', 'North Wind', '1,234,567', 'Internal', '1.2M']) assert.ok(!text.includes(bare(secret)), secret);
  }
});

test('a proposal that the gate holds back is made as a draft that says so', async () => {
  const { seller, mine } = book;
  const deal = (await seller.post('opportunities', { name: 'Held back' })).expect(201).json;
  const at = `opportunities/${deal.id}/proposal`;
  const refused = (await seller.get(`${at}.pdf`)).expect(409).json;
  assert.equal(refused.code, 'proposal_gate');
  assert.match(refused.detail, /draft/);
  (await seller.get(`${at}.docx`)).expect(409);
  (await seller.get(`${at}.pdf?draft=maybe`)).expect(422);
  (await seller.get(`opportunities/${mine.opportunity.id}/sheet.pdf?draft=true`)).expect(422);
  assert.ok(text_of((await seller.get(`${at}.pdf?draft=true&language=en`)).expect(200).bytes).includes(bare('Draft – not ready')));
  assert.ok(text_of((await seller.get(`${at}.pdf?draft=true&language=zh`)).expect(200).bytes).includes('草稿'));
  const editable = unzip((await seller.get(`${at}.docx?draft=true&language=zh`)).expect(200).bytes, 'word/document.xml');
  assert.ok(editable.includes('草稿'));
});

test('an empty deal and a customer of whom nothing is known make their papers too', async () => {
  const deal = (await book.seller.post('opportunities', { name: 'Bare deal' })).expect(201).json;
  for (const paper of ['sheet.pdf', 'proposal.pdf?draft=true', 'proposal.docx?draft=true'])
    (await book.seller.get(`opportunities/${deal.id}/${paper}`)).expect(200);
  const account = (await book.seller.post('accounts', { name: 'Bare customer' })).expect(201).json;
  for (const paper of ['plan.pdf', 'plan.docx']) (await book.seller.get(`accounts/${account.id}/${paper}`)).expect(200);
  const bare_call = { account_id: account.id, subject: 'Bare call', held_at: tomorrow() };
  const call = (await book.seller.post('calls', bare_call)).expect(201).json;
  (await book.seller.get(`calls/${call.id}/plan.pdf`)).expect(200);
});

test('whatever a deal is called, its file has a name and no folder', async () => {
  const deal = (await book.seller.post('opportunities', { name: '../苏州 "二期"; x=\\y/z' })).expect(201).json;
  const header = (await book.seller.get(`opportunities/${deal.id}/sheet.pdf`)).expect(200).headers['content-disposition'];
  const name = decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(header)[1]);
  assert.equal(name, '.._苏州 "二期"; x=_y_z - Deal sheet.pdf');
  assert.match(header, /^attachment; filename="deal-sheet\.pdf"; filename\*=UTF-8''[\w.~%-]+$/);
});

test('OpenAPI lists them with what they answer', async () => {
  const api = (await book.admin.get('openapi.json')).expect(200).json;
  const operation = api.paths['/api/v1/opportunities/{id}/sheet.pdf'].get;
  assert.deepEqual(Object.keys(operation.responses['200'].content), [pdf]);
  assert.deepEqual(operation.parameters.map((one) => one.name), ['id', 'language', 'tz_offset_minutes']);
  assert.deepEqual(Object.keys(api.paths['/api/v1/accounts/{id}/plan.docx'].get.responses['200'].content), [docx]);
});
