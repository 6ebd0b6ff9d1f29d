// Import as the wizard uses it: what is recognised, what is refused by name, what is written, and how it is taken back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { open_book } from '../support/book.mjs';
import { run_cases } from '../support/cases.mjs';
import { import_files, upload, upload_and_check, wait_for } from '../support/imports.mjs';
import { fixture, shared_data, without_data } from '../support/program.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

const customers = fixture('customers_en.csv');
const names = async (client) => (await client.all('accounts?limit=200')).map((account) => account.name).sort();

test('headers and encoding are recognised, in both languages', async () => {
  const en = (await upload(book.admin, customers)).expect(201).json.files[0];
  assert.equal(en.entity, 'accounts');
  assert.equal(en.rows, 5);
  const target = (file, header) => file.mapping.find((column) => column.header === header)?.target;
  assert.equal(target(en, 'Company'), 'account.name');
  assert.equal(target(en, 'Region'), 'account.region');
  const zh = (await upload(book.admin, fixture('customers_zh_gb18030.csv'))).expect(201).json.files[0];
  assert.match(zh.encoding, /gb18030/i);
  assert.equal(target(zh, '客户名称'), 'account.name');
  assert.equal(target(zh, '统一社会信用代码'), 'account.tax_code');
  assert.ok(zh.sample.flat().includes('𠮷野家餐饮'));
});

test('two files of one export find each other; a stage column becomes claims, dated by the file', async () => {
  const kind = async () => (await book.admin.get('session')).expect(200).json.workspace.book;
  assert.equal(await kind(), 'empty');
  const job = await import_files(book.admin, [customers, fixture('deals_en.csv')]);
  assert.equal(await kind(), 'own', 'whoever imports customers has a book of his own');
  assert.equal(job.result.created.accounts, 6, 'five listed, and the one that only a deal names');
  assert.equal(job.result.created.opportunities, 5);
  assert.equal(job.result.failed, 0);
  const deals = await book.admin.all('opportunities?limit=200');
  const by_name = Object.fromEntries(deals.map((deal) => [deal.name, deal]));
  assert.equal(by_name['Cold chain for the new plant'].amount_minor, 123_450_000);
  assert.equal(by_name['Furnace control'].amount_minor, 12_300_000);
  assert.equal(by_name['Clinic scheduling'].amount_minor, 8_800_000);
  assert.equal(by_name['Boiler exchange'].position.stage, 'choice');
  assert.equal(by_name['Boiler exchange'].position.basis, 'claimed');
  assert.equal(by_name['Boiler exchange'].position.entered_at.slice(0, 10), '2026-04-01');
  const wheel = (await book.admin.get('wheel?unit=opportunity')).json;
  assert.equal(wheel.unproven_share, 1);
  assert.equal(wheel.stages.find((stage) => stage.stage === 'assessment').unproven, 1);

  // All of it again changes nothing; what was there is met, not doubled.
  const again = await import_files(book.admin, [customers], { mode: 'both', duplicates: 'merge' });
  assert.deepEqual(again.result.created, Object.fromEntries(Object.keys(again.result.created).map((kind) => [kind, 0])));

  // And taken back as a whole.
  (await book.admin.post(`imports/${job.id}/undo`, {})).expect(202);
  const undone = await wait_for(book.admin, job.id, 'undone');
  assert.equal(undone.result.conflicts.length, 0);
  assert.deepEqual(await names(book.admin), []);
});

test('an undo of an import leaves alone what people have changed since', async () => {
  const job = await import_files(book.admin, [customers]);
  const mill = (await book.admin.all('accounts')).find((account) => account.name === 'Old Mill Paper');
  (await book.admin.patch(`accounts/${mill.id}`, { region: 'Touched' }, { 'If-Match': '*' })).expect(200);
  (await book.admin.post(`imports/${job.id}/undo`, {})).expect(202);
  const undone = await wait_for(book.admin, job.id, 'undone');
  assert.equal(undone.result.conflicts.length, 1);
  assert.deepEqual(await names(book.admin), ['Old Mill Paper']);
  (await book.admin.delete(`accounts/${mill.id}`, { 'If-Match': '*' })).expect(200, 204);
});

test('an undo of an import is stopped and gone on with; what stays says what refers to it', async () => {
  const rows = Array.from({ length: 9000 }, (_, i) => `Company ${i},City ${i}`).join('\n');
  const bytes = Buffer.from(`Company,City\n${rows}\n`);
  const { id } = (await upload(book.admin, 'accounts.csv', { bytes })).expect(201).json;
  (await book.admin.post(`imports/${id}/check`, {})).expect(202);
  await wait_for(book.admin, id, 'checked');
  (await book.admin.post(`imports/${id}/run`, {})).expect(202);
  const done = await wait_for(book.admin, id, 'done');
  assert.equal(done.undo, null);
  const first = (await book.admin.get('accounts?limit=1')).json.items[0];
  (await book.admin.post('opportunities', { name: 'Quoted', account_id: first.id })).expect(201);
  (await book.admin.post(`imports/${id}/undo`, {})).expect(202);
  (await book.admin.post(`imports/${id}/cancel`, {})).expect(202);
  const stopped = await wait_for(book.admin, id, 'cancelled', 'undone');
  assert.equal(stopped.state, 'cancelled', '9000 rows are not taken back before the next request');
  assert.equal(stopped.result.read, 9000, 'what the import did is still said');
  assert.equal(stopped.undo.undone + stopped.undo.conflicts.length + stopped.undo.left, 9000);
  (await book.admin.post(`imports/${id}/undo`, {})).expect(202);
  const undone = await wait_for(book.admin, id, 'undone');
  assert.equal(undone.result.undone, 8999);
  assert.deepEqual(
    undone.result.conflicts.map(({ object_id, field, used_by }) => [object_id, field, used_by]),
    [[first.id, '', 'opportunity']],
  );
  (await book.admin.post(`imports/${id}/undo`, {})).expect(409);
  (await book.admin.delete(`accounts/${first.id}`, { 'If-Match': '*' })).expect(200, 204);
});

test('a check writes nothing, and groups what is wrong by its cause', async () => {
  const checked = await upload_and_check(book.admin, [fixture('customers_dirty.csv')]);
  assert.deepEqual(await names(book.admin), []);
  const { check } = checked;
  assert.equal(check.rows, 5);
  const found = (groups, row, column) => groups.some((group) => group.rows.some((at) => at.row === row && at.column === column));
  assert.ok(found(check.errors, 3, ''), 'the row without a name, counted as the file counts');
  assert.ok(found(check.warnings, 4, 'Employees'), 'a number that is none: said, and left out');
  assert.ok(found(check.warnings, 5, 'Currency'));
  (await book.admin.post(`imports/${checked.id}/run`, {})).expect(202);
  const done = await wait_for(book.admin, checked.id, 'done');
  assert.equal(done.result.failed, 1);
  const failed = (await book.admin.get(`imports/${checked.id}/failed_rows`)).expect(200);
  assert.match(failed.text, /^\ufeff?Company,Region,Employees,Currency,/, 'the original columns, and the reason');
  assert.equal(failed.text.trim().split('\n').length, 2);
  assert.doesNotMatch(failed.text, /Good Row Ltd/);
  (await book.admin.post(`imports/${checked.id}/undo`, {})).expect(202);
  await wait_for(book.admin, checked.id, 'undone');
});

test('import, case by case', async (t) => {
  const { id } = (await upload(book.admin, customers)).expect(201).json;
  const post = { method: 'POST', url: 'imports', headers: { 'X-File-Name': 'a.csv', 'Content-Type': 'text/csv' } };
  const named = (name) => ({ 'X-File-Name': encodeURIComponent(name), 'Content-Type': 'application/octet-stream' });
  await run_cases(
    t,
    [
      { ...post, name: 'nobody', as: 'nobody', body: 'Company\nA\n', status: 401 },
      { ...post, name: 'seller', as: 'seller', body: 'Company\nA\n', status: 403 },
      { ...post, name: 'viewer', as: 'viewer', body: 'Company\nA\n', status: 403 },
      { ...post, name: 'an empty file', body: '', status: [400, 422] },
      {
        ...post,
        name: 'a file that is not what it says',
        headers: named('a.xlsx'),
        body: Buffer.from('PK\x03\x04 no workbook'),
        status: 422,
      },
      {
        ...post,
        name: 'a picture',
        headers: named('a.csv'),
        body: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
        status: 422,
      },
      {
        ...post,
        name: 'a compressed body',
        headers: { ...named('a.csv'), 'Content-Encoding': 'gzip' },
        body: gzipSync('Company\nA\n'),
        status: [400, 415, 422],
      },
      { name: "another one's job", as: 'manager', url: `imports/${id}`, status: [200, 404] },
      { name: 'a seller looks at a job', as: 'seller', url: `imports/${id}`, status: [403, 404] },
      { name: 'no such job', url: 'imports/00000000-0000-7000-8000-000000000000', status: 404 },
      {
        name: 'a target that does not exist',
        method: 'PATCH',
        url: `imports/${id}`,
        headers: { 'If-Match': '*' },
        status: 422,
        body: { files: [{ id: 'nonsense', mapping: [{ column: 0, target: 'account.colour' }] }] },
      },
      {
        name: 'an unknown mode',
        method: 'PATCH',
        url: `imports/${id}`,
        headers: { 'If-Match': '*' },
        body: { mode: 'guess' },
        status: 422,
      },
      { name: 'undo before it has run', method: 'POST', url: `imports/${id}/undo`, body: {}, status: [409, 422] },
      { name: 'export by a seller', as: 'seller', url: 'export?entity=accounts&format=csv', status: 403 },
    ],
    book,
  );
});

test('what is exported comes back byte for byte, and no cell is a formula', async () => {
  const odd = [
    '=1+1',
    '+86 138 0013 8000',
    '-5',
    '@SUM(A1)',
    '\tTab',
    '＝1+1',
    "'quoted",
    '"double"',
    'a,b',
    'a; b',
    '𠮷 😀',
  ];
  for (const [index, alias] of odd.entries()) (await book.admin.post('accounts', { name: `Odd ${index}`, alias })).expect(201);
  const csv = (await book.admin.get('export?entity=accounts&format=csv')).expect(200);
  for (const line of csv.text.split(/\r?\n/)) assert.doesNotMatch(line, /(^|,)"?[=@\t＝]/u, 'a cell that a spreadsheet would run');
  for (const account of await book.admin.all('accounts?limit=200')) {
    (await book.admin.delete(`accounts/${account.id}`, { 'If-Match': '*' })).expect(200, 204);
  }
  const answer = (await upload(book.admin, 'export.csv', { bytes: csv.bytes })).expect(201);
  (await book.admin.post(`imports/${answer.json.id}/check`, {})).expect(202);
  await wait_for(book.admin, answer.json.id, 'checked');
  (await book.admin.post(`imports/${answer.json.id}/run`, {})).expect(202);
  await wait_for(book.admin, answer.json.id, 'done');
  const back = (await book.admin.all('accounts?limit=200')).map((account) => account.alias).sort();
  // A leading tab is a blank around the value, which an import trims.
  assert.deepEqual(back, odd.map((alias) => alias.replace(/^\t/, '')).sort());
});

test('the Maven tables: no deal dropped, dirty values said and kept', { skip: without_data('maven_crm') }, async () => {
  const files = ['accounts.csv', 'products.csv', 'sales_teams.csv', 'sales_pipeline_asof_2017-06-30.csv'];
  const job = await import_files(
    book.admin,
    files.map((name) => join(shared_data, 'maven_crm', name)),
  );
  assert.equal(job.result.created.opportunities, 4865);
  assert.equal(job.result.created.products, 7);
  assert.equal(job.result.failed, 0);
  const loose = (await book.admin.get('opportunities?without_account=true&limit=1')).expect(200).json;
  assert.equal(loose.total, 821);
});

test('Chinese lists in eight encodings equal their gold files', { skip: without_data('zh_company_csv') }, async (t) => {
  const { readdirSync, readFileSync } = await import('node:fs');
  const folder = join(shared_data, 'zh_company_csv');
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.csv'))) {
    await t.test(name, async () => {
      const gold = JSON.parse(readFileSync(join(folder, `${name}.gold.json`), 'utf8'));
      const records = gold.records ?? gold.rows;
      const answer = (await upload(book.admin, join(folder, name))).expect(201).json;
      assert.equal(answer.files[0].rows, records.length);
    });
  }
});
