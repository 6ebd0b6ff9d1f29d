// What an import must not do to a book that has records: mix customers up, change what people have closed, invent deals, lose files.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { open_book } from '../support/book.mjs';
import { upload, wait_for } from '../support/imports.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

let number = 0;
// Uploads texts as files; `settings` is a PATCH of the job.
async function take_in(texts, settings) {
  const list = [texts].flat();
  let id = null;
  for (const text of list) {
    const bytes = Buffer.from(text);
    id = (await upload(book.admin, `list_${++number}.csv`, { group: id ?? undefined, bytes })).expect(201).json.id;
  }
  if (settings) (await book.admin.patch(`imports/${id}`, settings, { 'If-Match': '*' })).expect(200);
  (await book.admin.post(`imports/${id}/run`, {})).expect(202);
  return wait_for(book.admin, id, 'done');
}
const of_name = async (collection, name) =>
  (await book.admin.all(`${collection}?limit=200`)).filter((record) => record.name === name);
const check_of = async (text, settings) => {
  const id = (await upload(book.admin, `list_${++number}.csv`, { bytes: Buffer.from(text) })).expect(201).json.id;
  if (settings) (await book.admin.patch(`imports/${id}`, settings, { 'If-Match': '*' })).expect(200);
  (await book.admin.post(`imports/${id}/check`, {})).expect(202);
  return (await wait_for(book.admin, id, 'checked')).check;
};
const warnings_of = (check) => Object.fromEntries(check.warnings.map((group) => [group.cause, group.count]));

test('two customers of one name with ids of their own stay two, however often the list comes', async () => {
  const list =
    'Account ID,Account Name,Billing City,Phone\n' +
    '0015000000AAAAA,Acme Twins,London,+44 20 7946 0000\n' +
    '0015000000BBBBB,Acme Twins,Paris,+33 1 2345 6789\n';
  const first = await take_in(list);
  assert.equal(first.result.created.accounts, 2);
  for (let i = 0; i < 2; ++i) {
    const again = await take_in(list);
    assert.deepEqual([again.result.created.accounts ?? 0, again.result.updated.accounts ?? 0], [0, 0]);
  }
  const twins = await of_name('accounts', 'Acme Twins');
  assert.deepEqual(twins.map((twin) => twin.city).sort(), ['London', 'Paris']);
  // A list with another id for the same name: another customer, listed as alike.
  const check = await check_of('Account ID,Account Name\n0015000000CCCCC,Acme Twins\n');
  assert.equal(check.create.accounts, 1);
  assert.equal(check.duplicate_count, 1);
});

test('an id of one system is not overwritten by that of another', async () => {
  await take_in('Account ID,Account Name,City,Tax ID\nSF-1,Twice Known,Rome,91310000MA1K4BCD2X\n');
  await take_in('Account ID,Account Name,City,Tax ID\nERP-9,Twice Known Ltd,Milan,91310000MA1K4BCD2X\n');
  const [known] = await of_name('accounts', 'Twice Known Ltd');
  assert.equal(known.external_id, 'SF-1');
  assert.equal(known.city, 'Milan');
});

test('two deals of one customer without ids stay two when the list comes again', async () => {
  const list = '客户名称,阶段,金额,预计成交\n甲二公司,方案报价,1000,2026-12-01\n甲二公司,初步接触,5000,2027-01-15\n';
  await take_in(list);
  const again = await take_in(list);
  assert.equal(again.result.created.opportunities ?? 0, 0);
  assert.deepEqual((await of_name('opportunities', '甲二公司')).map((deal) => deal.amount_minor).sort(), [100_000, 500_000]);
});

test('deals without a customer are met again too', async () => {
  const list = 'Opportunity Name,Stage,Amount\nOrphan deal,Proposal,100\n';
  await take_in(list);
  assert.equal((await take_in(list)).result.created.opportunities ?? 0, 0);
  assert.equal((await of_name('opportunities', 'Orphan deal')).length, 1);
});

test('an amount has the decimals of the currency beside it', async () => {
  await take_in('客户名称,商机名称,金额,币种\n日元客户,jpy,1000,JPY\n韩元客户,krw,"2,000,000",KRW\n科威特客户,kwd,"1,000.555",KWD\n差客户,differs,€500,USD\n');
  const amount = async (name) => (await of_name('opportunities', name))[0].amount_minor;
  assert.equal(await amount('jpy'), 1000);
  assert.equal(await amount('krw'), 2_000_000);
  assert.equal(await amount('kwd'), 1_000_555);
  assert.equal(await amount('differs'), null, 'two currencies for one amount: left out and said');
});

test('a list that is behind does not reopen what was won here', async () => {
  const list = 'Account Name,Opportunity Name,Opportunity ID,Stage\nWinner Inc,Won deal,D-WON,Proposal\n';
  await take_in(list);
  const [deal] = await of_name('opportunities', 'Won deal');
  const won = (await book.admin.patch(`opportunities/${deal.id}`, { result: 'won' }, { 'If-Match': '*' })).expect(200).json;
  const check = await check_of(list);
  assert.equal(warnings_of(check).closed_in_the_book, 1);
  await take_in(list);
  const after_it = (await book.admin.get(`opportunities/${deal.id}`)).expect(200).json;
  assert.deepEqual([after_it.result, after_it.closed_at], ['won', won.closed_at]);
});

test('a closed deal without a date keeps the date it got', async () => {
  const list = '客户名称,阶段,金额\n乙二公司,赢单,1000\n';
  await take_in(list);
  const again = await take_in(list);
  assert.equal(again.result.updated.opportunities ?? 0, 0);
});

test('a stage column chosen by hand gets its words, and what cannot be placed is counted', async () => {
  const text = 'a,b,c,d\nHand One,x,方案报价,5\nHand Two,y,qqq,6\n';
  const id = (await upload(book.admin, 'by_hand.csv', { bytes: Buffer.from(text) })).expect(201).json.id;
  const file_id = (await book.admin.get(`imports/${id}`)).json.files[0].id;
  const mapping = [
    { column: 0, target: 'account.name' },
    { column: 2, target: 'opportunity.stage' },
  ];
  const settings = {
    files: [{ id: file_id, entity: 'opportunities', mapping, stage_words: [{ word: '方案报价', stage: 'assessment' }] }],
  };
  const changed = (await book.admin.patch(`imports/${id}`, settings, { 'If-Match': '*' })).expect(200).json.files[0];
  assert.deepEqual(changed.stage_words.map((word) => word.word).sort(), ['qqq', '方案报价']);
  assert.deepEqual(
    changed.unmapped_columns.map((column) => column.column),
    ['b', 'd'],
  );
  (await book.admin.post(`imports/${id}/check`, {})).expect(202);
  const { check } = await wait_for(book.admin, id, 'checked');
  assert.equal(warnings_of(check).unknown_stage_word, 1);
  (await book.admin.post(`imports/${id}/run`, {})).expect(202);
  await wait_for(book.admin, id, 'done');
  const [deal] = await of_name('opportunities', 'Hand One');
  assert.deepEqual([deal.position.stage, deal.position.basis], ['assessment', 'claimed']);
  // Two columns for one field are refused, and a job that is over says so.
  const twice = { files: [{ id: file_id, mapping: [{ column: 1, target: 'account.name' }] }] };
  const refused = await book.admin.patch(`imports/${id}`, twice, { 'If-Match': '*' });
  assert.equal(refused.expect(409).json.code, 'import_finished');
});

test('files that arrive at once are all kept', async () => {
  const id = (await upload(book.admin, 'first.csv', { bytes: Buffer.from('Account Name\nParallel 0\n') })).expect(201).json.id;
  const texts = [1, 2, 3, 4].map((i) => Buffer.from(`Account Name\nParallel ${i}\n`));
  const answers = await Promise.all(texts.map((bytes, i) => upload(book.admin, `more_${i}.csv`, { group: id, bytes })));
  for (const answer of answers) answer.expect(201);
  assert.equal((await book.admin.get(`imports/${id}`)).json.files.length, 5);
});

test('our own export comes back without harm', async () => {
  await take_in('Account ID,Account Name,City\nSF-77,Round Trip,Rome\n');
  const before_it = (await of_name('accounts', 'Round Trip'))[0];
  const csv = (await book.admin.get('export?entity=accounts&format=csv')).expect(200).text;
  const deals = (await book.admin.all('opportunities?limit=200')).length;
  const job = await take_in(csv.replace('Rome', 'Turin'));
  assert.deepEqual([job.result.created.accounts ?? 0, job.result.created.opportunities ?? 0], [0, 0]);
  assert.equal(job.result.updated.accounts, 1);
  const [after_it] = await of_name('accounts', 'Round Trip');
  assert.deepEqual([after_it.id, after_it.external_id, after_it.city], [before_it.id, 'SF-77', 'Turin']);
  assert.equal((await book.admin.all('opportunities?limit=200')).length, deals);
});

test('deals of our own export come back with amount, stage and result', async () => {
  await take_in('Opportunity Name,Account Name,Amount,Currency,Stage,Close Date\nOut and in,Round Deal,1234.5,KWD,Proposal,2026-12-01\n');
  const [before_it] = await of_name('opportunities', 'Out and in');
  assert.equal(before_it.amount_minor, 1_234_500, 'a dinar has three decimals');
  const csv = (await book.admin.get('export?entity=opportunities&format=csv&q=Out and in')).expect(200).text;
  assert.match(csv, /,1234\.500,/, 'money as people write it');
  const events = async () => (await book.admin.all(`stage_events?opportunity_id=${before_it.id}`)).length;
  const claims = await events();

  await take_in(csv.replace('1234.500', '2000'));
  const [changed] = await of_name('opportunities', 'Out and in');
  assert.deepEqual([changed.id, changed.amount_minor, changed.currency, changed.result], [before_it.id, 2_000_000, 'KWD', 'open']);
  assert.equal(await events(), claims, 'where it stands is the book\'s own to say');

  await take_in(csv.replace(',open,', ',won,'));
  assert.equal((await of_name('opportunities', 'Out and in'))[0].result, 'won');

  // Another book, that has never seen the deal, takes its stage for a claim.
  const gone = (await book.admin.get(`opportunities/${before_it.id}`)).expect(200);
  (await book.admin.delete(`opportunities/${before_it.id}`, { 'If-Match': gone.etag })).expect(204);
  await take_in(csv);
  const [again] = await of_name('opportunities', 'Out and in');
  assert.deepEqual([again.amount_minor, again.position.stage, again.position.basis], [1_234_500, before_it.position.stage, 'claimed']);
});

test('an export holds what the list shows under the same filters', async () => {
  const csv = (await book.admin.get('export?entity=opportunities&result=won')).expect(200).text;
  const won = await book.admin.all('opportunities?limit=200&result=won');
  assert.equal(csv.trim().split('\r\n').length - 1, won.length);
  assert.ok(won.length > 0);
  (await book.admin.get('export?entity=opportunities&colour=red')).expect(422);
  (await book.admin.get('export?entity=products&colour=red')).expect(422);
});

test('links of deals to companies make no deals', async () => {
  const job = await take_in('companyId,dealId,typeId,category\n1234,6789,5,HUBSPOT_DEFINED\n');
  assert.equal(job.result.created.opportunities ?? 0, 0);
  assert.equal(job.result.failed, 1);
});

test('what was checked and which rows failed outlives the program', async () => {
  const text = 'Name,Account Name\n,Nobody Ltd\nAnn,Some Ltd\n';
  const id = (await upload(book.admin, 'people.csv', { bytes: Buffer.from(text) })).expect(201).json.id;
  const file_id = (await book.admin.get(`imports/${id}`)).json.files[0].id;
  (await book.admin.patch(`imports/${id}`, { files: [{ id: file_id, entity: 'contacts' }] }, { 'If-Match': '*' })).expect(200);
  (await book.admin.post(`imports/${id}/run`, {})).expect(202);
  const done = await wait_for(book.admin, id, 'done');
  assert.equal(done.result.failed, 1);
  const failed = (await book.admin.get(`imports/${id}/failed_rows`)).expect(200).text;
  assert.match(failed, /Nobody Ltd/);
  await book.restart();
  assert.equal((await book.admin.get(`imports/${id}/failed_rows`)).expect(200).text, failed);
  assert.equal((await book.admin.get(`imports/${id}`)).expect(200).json.result.failed, 1);
});

test('a day of the file is that day for the reader and on the wheel; names that cannot be seen are refused', async () => {
  // The book keeps the time of Shanghai, where 1990 had summer time.
  await take_in(
    'Account Name,Opportunity Name,Created Date,Stage\n' +
      'Dated Ltd,Winter,2026-01-15,Proposal\nDated Ltd,Summer,1990-07-15 12:00,Proposal\n',
  );
  const [winter] = await of_name('opportunities', 'Winter');
  const [summer] = await of_name('opportunities', 'Summer');
  assert.equal(winter.opened_at, '2026-01-15T00:00:00Z');
  assert.equal(summer.opened_at, '1990-07-15T03:00:00Z');
  const check = await check_of('Account Name,City\n\u200b\u200b,Rome\nInvoice\u202efdp.exe,Rome\nSeen,Rome\n');
  assert.equal(check.fail, 2);
  assert.deepEqual(check.errors.map((group) => group.cause), ['misleading_name']);
  assert.equal(check.errors[0].count, 2);
});

test('what a list of deals says of a customer fills only what is empty, and says so', async () => {
  await take_in('Account Name,City\nKept Ltd,Beijing\n');
  const list = 'Account Name,City,Industry,Opportunity Name,Opportunity ID,Stage,Amount\nKept Ltd,Tianjin,Steel,Some deal,D-1,Proposal,5\n';
  assert.equal(warnings_of(await check_of(list)).only_blanks_filled, 1);
  await take_in(list);
  const [kept] = await of_name('accounts', 'Kept Ltd');
  assert.deepEqual([kept.city, kept.industry], ['Beijing', 'Steel']);
});

test('a mapping that says what nobody reads is refused', async () => {
  const id = (await upload(book.admin, 'a.csv', { bytes: Buffer.from('a,b\n1,2\n') })).expect(201).json.id;
  const file_id = (await book.admin.get(`imports/${id}`)).json.files[0].id;
  const refused = async (settings) => (await book.admin.patch(`imports/${id}`, settings, { 'If-Match': '*' })).expect(422);
  await refused({ foo: 1 });
  await refused({ files: [{ id: file_id, colum: 1 }] });
  const both = [0, 1].map((column) => ({ column, target: 'account.name' }));
  assert.match((await refused({ files: [{ id: file_id, mapping: both }] })).text, /two_columns_one_field/);
});

test('uploaded files are gone when nothing can be taken back any more', async () => {
  const folder = join(book.folder, 'imports');
  const before_it = existsSync(folder) ? readdirSync(folder).length : 0;
  const job = await take_in('Account Name\nShort Lived\n');
  assert.equal(readdirSync(folder).length, before_it + 1);
  (await book.admin.post(`imports/${job.id}/undo`, {})).expect(202);
  await wait_for(book.admin, job.id, 'undone');
  const gone = () => readdirSync(folder).length === before_it;
  for (let i = 0; i < 50 && !gone(); ++i) await pause(20);
  assert.ok(gone());
});
