// Kill -9 in the middle of an import: what is in is whole, and the rest goes in when the file comes again, or all of it is taken back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { import_files, upload_and_check, wait_for } from '../support/imports.mjs';
import { assert_in_order } from './oracle.mjs';
import { count_of, is_slow_build, open_life } from './lives.mjs';

const rows = count_of('IMPORT_ROWS', 25_000, 15_000);

const batch = 5_000; // rows of one transaction (src/service/import_job.cc)

let life;
let path;
before(async () => {
  life = await open_life();
  path = join(life.book.folder, 'customers.csv');
  const lines = ['Account Name,Phone,City'];
  for (let i = 0; i < rows; i += 1) lines.push(`Customer number ${i},+49 30 ${String(1_000_000 + i)},City ${i % 50}`);
  writeFileSync(path, lines.join('\n'));
});
after(() => life?.close());

async function names() {
  return (await life.admin.all('accounts?limit=200')).map(({ name }) => name);
}

// Starts it and kills the server once some rows are in. The job, as the next server shows it.
async function cut_off() {
  const checked = await upload_and_check(life.admin, [path]);
  (await life.admin.post(`imports/${checked.id}/run`, {})).expect(202);
  // Rows go in by batches; the wheel hears of them last.
  for (let waited = 0; ; waited += 1) {
    const { progress } = (await life.admin.get(`imports/${checked.id}`)).expect(200).json;
    if (progress?.done > 2 * batch) break;
    assert.ok(waited < 5000, 'the import does not begin');
    await pause(1);
  }
  await life.kill();
  await life.start();
  return (await life.admin.get(`imports/${checked.id}`)).expect(200).json;
}

test('what was cut off is taken back as a whole', async (t) => {
  const job = await cut_off();
  assert.equal(job.state, 'failed');
  const partly = (await names()).length;
  assert.ok(partly > 0 && partly < rows, `${partly} of ${rows}: it was not cut off in the middle`);
  assert_in_order(life.db);
  (await life.admin.post(`imports/${job.id}/undo`, {})).expect(202);
  await wait_for(life.admin, job.id, 'undone');
  assert.deepEqual(await names(), []);
  assert_in_order(life.db);
  t.diagnostic(`${partly} of ${rows} rows were in` + (is_slow_build ? ' (fewer rows, since this build is slow)' : ''));
});

test('or the same file goes in again, and each row is there once', async () => {
  const job = await cut_off();
  assert.equal(job.state, 'failed');
  const partly = (await names()).length;
  const again = await import_files(life.admin, [path]);
  assert.equal(again.result.created.accounts ?? 0, rows - partly, JSON.stringify(again.result));
  const all = await names();
  assert.equal(all.length, rows);
  assert.equal(new Set(all).size, rows);
  assert_in_order(life.db);
});
