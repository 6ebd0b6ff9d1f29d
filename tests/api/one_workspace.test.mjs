// No statement crosses workspaces (docs/SCALE.md). Twins of the workspace are put beside it, the same ids under other numbers: every
// answer must stay what it was, and no change may reach them. And the keys of the tables say the same.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { open_book } from '../support/book.mjs';
import { without_postgres } from '../support/postgres.mjs';
import { run } from '../support/program.mjs';
import { furnish } from '../support/selling_book.mjs';

const skip = without_postgres;
const clone = readFileSync(new URL('../support/clone_workspaces.sql', import.meta.url), 'utf8');

let book;
before(async () => {
  if (skip) return;
  book = await open_book({ postgres: true });
  book.mine = await furnish(book.seller, 'Anhe hospitals 安和医院', 'Stock counting');
  book.theirs = await furnish(book.stranger, 'Hidden Valley Steel', 'Hidden furnace');
  for (const { account } of [book.mine, book.theirs])
    (await book.admin.post('notes', { account_id: account.id, text: 'Seen' })).expect(201);
});
after(() => book?.close());

// Keys that do not lead with the workspace, and why. Whoever adds one finds a way to shard it, or a reason.
const doors = 'asked before anybody knows which workspace: on many machines, on the one that all ask first';
const by_column = "accounts by one column, the number behind it: 'is this id one of that industry' (src/service/list.cc); shards as it is";
const by_itself = {
  accounts_city: by_column,
  accounts_industry: by_column,
  accounts_region: by_column,
  accounts_tier: by_column,
  idempotency_age: 'keys older than a day are swept away for all workspaces at once',
  workspace_pkey: 'the number of the workspace is its id',
  schema_migration_pkey: 'of the database, not of a workspace',
  session_pkey: doors,
  api_key_pkey: doors,
  one_time_link_pkey: doors,
  sign_in_attempt_pkey: doors,
  sign_in_attempt_age: 'attempts to sign in that ran out are swept away for all workspaces at once',
  search_entry_terms: 'GIN of words: holds no number; partition the table by workspace instead',
};

test('every key and index leads with the workspace', { skip }, () => {
  const rows = book.schema.sql(`
    SELECT c.relname || ' ' || coalesce(a.attname, '(expression)') FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
    LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]`);
  assert.ok(rows.length > 100, `${rows.length} indexes`);
  const others = rows.map((row) => row.split(' ')).filter(([, column]) => column !== 'workspace_id').map(([name]) => name);
  assert.deepEqual(others.sort(), Object.keys(by_itself).sort());
});

// What moves between two looks at the same book: clocks, counters, the visitor's own session, papers with the minute they were made.
const moving = /^\/(livez|readyz|metrics|api\/v1\/(events|metrics|session|sessions|openapi\.json))$|\.(pdf|docx)$/;

// Each route that answers a question, with the ids of what is there.
async function questions() {
  const { paths } = (await book.admin.get('openapi.json')).expect(200).json;
  const { mine, theirs } = book;
  const ids = new Map();
  const found = [];
  for (const [path, methods] of Object.entries(paths)) {
    if (!methods.get || moving.test(path)) continue;
    const [, collection] = /^\/api\/v1\/([a-z_]+)\/\{/.exec(path) ?? [];
    if (!collection) {
      found.push(path.replace(/\{[^}]*\}/g, mine.opportunity.id));
      continue;
    }
    if (!ids.has(collection)) {
      const list = await book.admin.get(`${collection}?limit=200`);
      ids.set(collection, (list.json?.items ?? []).map(({ id }) => id).filter(Boolean).slice(0, 3));
    }
    for (const id of ids.get(collection)) found.push(path.replace(/\{[^}]*\}/g, id));
  }
  for (const kind of ['account', 'opportunity']) found.push(`/api/v1/wheel?unit=${kind}`);
  for (const word of ['Stock', '安和', 'Hidden', 'Seen']) found.push(`/api/v1/search?q=${encodeURIComponent(word)}`);
  for (const { account } of [mine, theirs]) found.push(`/api/v1/notes?account_id=${account.id}`);
  return [...new Set(found)];
}

async function answers(list) {
  const all = new Map();
  for (const who of ['admin', 'seller', 'manager']) {
    for (const path of list) {
      const { status, text } = await book[who].get(path);
      all.set(`${who} ${path}`, `${status} ${text.replace(/"(as_of|now|request_id)":"[^"]*"/g, '…')}`);
    }
  }
  return all;
}

// The rows of one workspace, all tables.
function content_of(workspace) {
  const tables = book.schema.sql(`SELECT table_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name = 'workspace_id' ORDER BY 1`);
  const one = (table) => `SELECT '${table} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '')
    FROM ${table} t WHERE workspace_id = ${workspace}`;
  return book.schema.sql(tables.map(one).join(' UNION ALL '));
}

test('twins beside it change no answer, and no change reaches them', { skip }, async (t) => {
  const list = await questions();
  assert.ok(list.length > 80, `only ${list.length} questions`);
  const first = await answers(list);
  const second = await answers(list);
  const steady = [...first].filter(([question, answer]) => second.get(question) === answer).map(([question]) => question);
  const good = steady.filter((question) => first.get(question).startsWith('200 '));
  assert.ok(steady.length > first.size * 0.95, `${first.size - steady.length} answers differ by themselves`);
  assert.ok(good.length > 150, `only ${good.length} of ${first.size} questions are answered`);

  book.schema.sql(`${clone}; SELECT clone_workspaces(2, 3)`);
  await book.restart(); // nothing that was remembered may answer
  const third = await answers(list);
  const changed = steady.filter((question) => third.get(question) !== first.get(question));
  assert.deepEqual(
    changed.map((question) => `${question}: ${first.get(question).slice(0, 200)} → ${third.get(question).slice(0, 200)}`),
    [],
  );

  const twin = content_of(2);
  assert.ok(twin.filter((line) => !line.includes(' 0 ')).length > 20, 'the twin is empty');
  const { seller, admin, mine } = book;
  const account = (await seller.get(`accounts/${mine.account.id}`)).expect(200);
  const renamed = await seller.patch(`accounts/${mine.account.id}`, { name: 'Renamed 改名' }, { 'If-Match': account.etag });
  renamed.expect(200);
  (await seller.post('undo', { change_id: renamed.undo_id })).expect(200);
  const note = (await seller.post('notes', { account_id: mine.account.id, text: 'More' })).expect(201);
  (await seller.delete(`notes/${note.json.id}`, { 'If-Match': note.etag })).expect(200, 204);
  (await admin.post('accounts', { name: 'Another' })).expect(201);
  const doomed = (await admin.get(`opportunities/${book.theirs.opportunity.id}`)).expect(200);
  (await admin.delete(`opportunities/${book.theirs.opportunity.id}`, { 'If-Match': doomed.etag })).expect(200, 204);
  assert.deepEqual(content_of(2), twin);

  const doctor = run(['doctor', '--json', '--db', book.database]);
  assert.deepEqual(JSON.parse(doctor.stdout).checks.filter(({ state }) => state === 'failed'), []);
  t.diagnostic(`${steady.length} answers compared, ${good.length} of them 200`);
});
