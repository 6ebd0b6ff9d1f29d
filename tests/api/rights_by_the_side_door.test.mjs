// Rights that must not come by a side door: a file that is imported, a change that is undone.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { add_person, open_book } from '../support/book.mjs';
import { import_files } from '../support/imports.mjs';

let book;
before(async () => {
  book = await open_book();
});
after(() => book?.close());

const file = (name, text) => {
  const path = join(book.folder, name);
  writeFileSync(path, text);
  return path;
};
const person = async (id) => (await book.admin.get(`users/${id}`)).expect(200).json;

test("a manager's file moves nobody into the manager's team and promotes nobody", async () => {
  const lines = ['Sales Agent,Manager,Regional Office', 'Sue Stranger,Vic Viewer,North', 'New Agent,Vic Viewer,West'];
  await import_files(book.manager, [file('people.csv', `${lines.join('\n')}\n`)]);
  assert.equal((await person(book.stranger.user.id)).team_id, book.south.id);
  assert.equal((await person(book.viewer.user.id)).role, 'viewer');
  const teams = (await book.admin.get('teams')).expect(200).json.items.map((team) => team.name);
  assert.deepEqual(teams, ['North', 'South']);
});

test("a manager's file neither changes nor adds to what the manager does not see", async () => {
  const account = (await book.stranger.post('accounts', { name: 'Southern Star' })).expect(201).json;
  (await book.manager.get(`accounts/${account.id}`)).expect(404);
  const done = await import_files(
    book.manager,
    [file('accounts.csv', 'Account Name,City,Owner\nSouthern Star,Taken,Mia Manager\nNorthern Star,Harbin,Mia Manager\n')],
    { mode: 'both', duplicates: 'merge' },
  );
  const after_import = (await book.admin.get(`accounts/${account.id}`)).expect(200).json;
  assert.equal(after_import.owner_id, book.stranger.user.id);
  assert.equal(after_import.city, null);
  (await book.manager.get(`accounts/${account.id}`)).expect(404);
  assert.equal(done.result.failed, 1, JSON.stringify(done));
  assert.equal(done.result.created.accounts, 1);
});

test('an administrator may do all that by a file, and it holds from the next request on', async () => {
  const permissions = async () => (await book.seller.get('session')).expect(200).json.permissions;
  assert.ok(!(await permissions()).includes('import'));
  await import_files(book.admin, [file('all_people.csv', 'Sales Agent,Manager,Regional Office\nNew Agent,Sam Seller,West\n')]);
  assert.ok((await book.admin.get('teams')).json.items.some((team) => team.name === 'West'));
  assert.equal((await person(book.seller.user.id)).role, 'manager');
  assert.ok((await permissions()).includes('import'));
});

test('whoever was demoted does not undo it', async () => {
  const max = await add_person(book, { name: 'Max Once', email: 'max.once@example.com', role: 'admin' });
  const demoted = (await book.admin.patch(`users/${max.user.id}`, { role: 'manager' }, { 'If-Match': '*' })).expect(200);
  (await max.post('undo', { change_id: demoted.headers['x-undo-id'] })).expect(403);
  assert.equal((await person(max.user.id)).role, 'manager');
  const moved = (await book.admin.patch(`users/${max.user.id}`, { team_id: book.north.id }, { 'If-Match': '*' })).expect(200);
  (await max.post('undo', { change_id: moved.headers['x-undo-id'] })).expect(403);
});
