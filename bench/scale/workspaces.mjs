// Whether a request costs the same however many workspaces a PostgreSQL book holds. The product makes one workspace a book; the others
// are copies made with SQL (tests/support/clone_workspaces.sql), each as large as the demo book.
//   WHEELHOUSE_TEST_FSYNC=on tools/with_postgres.sh node bench/scale/workspaces.mjs PROGRAM [--counts 1,10,100,1000] [--notes 0]
//                            [--tables N]
// --notes N: so many notes more in each workspace, with their events (10,000 in 1,000 workspaces: 10 million activities).
// --tables N: the largest tables split into N parts by hash of the workspace.
// WHEELHOUSE_BENCH_NODE: a command that runs ask.mjs, where the machine is to be kept quiet meanwhile.
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [program, ...options] = process.argv.slice(2);
process.env.WHEELHOUSE_PROGRAM = program;
const { fresh_schema } = await import('../../tests/support/postgres.mjs');
const { run, serve, temporary_folder } = await import('../../tests/support/program.mjs');

const option = (name, otherwise) => (options.includes(`--${name}`) ? options[options.indexOf(`--${name}`) + 1] : otherwise);
const counts = option('counts', '1,10,100,1000').split(',').map(Number);
const notes = Number(option('notes', 0));
const repeats = Number(option('repeats', 150));
const parts = Number(option('tables', 0));
const clone = readFileSync(new URL('../../tests/support/clone_workspaces.sql', import.meta.url), 'utf8');
const asker = (process.env.WHEELHOUSE_BENCH_NODE ?? process.execPath).split(' ');

const folder = temporary_folder();
const schema = fresh_schema();
const note = (text) => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);
try {
  const demo = run(['--db', schema.url, 'demo']);
  if (demo.code !== 0) throw new Error(demo.stderr);
  if (parts) split(parts);
  if (notes) more_notes(notes);
  schema.sql(clone);
  const rows = Number(schema.sql("SELECT count(*) FROM event WHERE workspace_id = 1")[0]);
  console.log(`one workspace: ${schema.sql('SELECT count(*) FROM accounts')[0]} accounts, ${schema.sql('SELECT count(*) FROM opportunities')[0]} deals, ` +
    `${schema.sql('SELECT count(*) FROM notes')[0]} notes, ${rows} events`);
  let there = 1;
  for (const count of counts) {
    for (; there < count; there = Math.min(count, there + 100)) schema.sql(`SELECT clone_workspaces(${there + 1}, ${Math.min(count, there + 100)})`);
    there = Math.max(there, count);
    note(`${count} workspaces are there`);
    schema.sql('VACUUM ANALYZE');
    const size = schema.sql("SELECT pg_size_pretty(sum(pg_total_relation_size(c.oid))) FROM pg_class c WHERE relkind IN ('r', 'm') AND relnamespace = current_schema()::regnamespace");
    for (const workspace of new Set([1, Math.ceil(count / 2), count])) console.log(`${count} workspaces (${size}), in number ${workspace}: ${await measure(workspace)}`);
  }
} finally {
  schema.remove();
  folder.remove();
}

// A session of an administrator in that workspace, as signing in would make it.
function door(workspace) {
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest('hex');
  schema.sql(`INSERT INTO session (token_hash, workspace_id, id, user_id, created_at, seen_at, expires_at)
    SELECT '\\x${hash}', ${workspace}, gen_random_uuid(), id, now_ms, now_ms, now_ms + 36000000
    FROM users, (SELECT (extract(epoch FROM now()) * 1000)::bigint AS now_ms) t
    WHERE workspace_id = ${workspace} AND role IN ('admin', 'manager') ORDER BY role LIMIT 1`);
  return `wheelhouse=${token}`;
}

async function measure(workspace) {
  const cookie = door(workspace);
  const server = await serve(['--db', schema.url, '--data-dir', folder.path]);
  try {
    const account = schema.sql(`SELECT id FROM accounts WHERE workspace_id = ${workspace} ORDER BY id OFFSET 20 LIMIT 1`)[0];
    const deal = schema.sql(`SELECT id FROM opportunities WHERE workspace_id = ${workspace} ORDER BY id OFFSET 20 LIMIT 1`)[0];
    const asks = {
      livez: { path: '/livez' },
      account: { path: `/api/v1/accounts/${account}` },
      deal: { path: `/api/v1/opportunities/${deal}` },
      'list of 50': { path: '/api/v1/accounts?limit=50&sort=name' },
      'its notes': { path: `/api/v1/notes?account_id=${account}&limit=20` },
      wheel: { path: '/api/v1/wheel?unit=account' },
      today: { path: '/api/v1/today' },
      search: { path: `/api/v1/search?q=${encodeURIComponent('医院')}` },
      'new note': { path: '/api/v1/notes', body: { account_id: account, text: 'Measured' } },
    };
    const [command, ...before] = asker;
    const script = fileURLToPath(new URL('ask.mjs', import.meta.url));
    const result = spawnSync(command, [...before, script], {
      input: JSON.stringify({ origin: server.origin, cookie, repeats, asks }),
      encoding: 'utf8',
      maxBuffer: 1 << 24,
    });
    if (result.status !== 0) throw new Error(result.stderr + server.log());
    const found = JSON.parse(result.stdout.trim().split('\n').at(-1));
    return Object.entries(found).map(([name, { p50, p95 }]) => `${name} ${p50.toFixed(2)} (${p95.toFixed(2)})`).join('; ');
  } finally {
    await server.stop();
  }
}

// Rows of notes as the product writes them, but for the chain of hashes, which no request reads.
function more_notes(count) {
  schema.sql(`
    CREATE TEMP TABLE made AS SELECT gen_random_uuid() AS id, a.id AS account_id, g FROM generate_series(1, ${count}) g
      JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS total FROM accounts WHERE workspace_id = 1) a
      ON a.n = g % a.total;
    ${copy_of('notes', { id: 'm.id', account_id: 'm.account_id', created_at: 't.created_at - m.g * 1000' })};
    ${copy_of('event', { seq: '(SELECT max(seq) FROM event) + m.g', object_id: 'm.id' })};
    ${copy_of('event_value', { seq: '(SELECT max(seq) FROM event_value) + m.g' })};
    UPDATE event_head SET seq = seq + ${count}`);
}
function copy_of(table, changed) {
  const columns = schema.sql(`SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '${table}' ORDER BY ordinal_position`);
  const values = columns.map((column) => changed[column] ?? `t.${column}`);
  return `INSERT INTO ${table} (${columns}) SELECT ${values} FROM made m, (SELECT * FROM ${table} LIMIT 1) t`;
}

// The same tables in parts: what Citus does between machines, PostgreSQL does on one.
function split(count) {
  for (const table of ['search_entry', 'notes', 'event_value', 'position', 'position_span', 'wheel_delta', 'match_key', 'accounts']) {
    const key = table === 'search_entry' ? 'PRIMARY KEY (workspace_id, entry)' : '';
    const indexes = schema.sql(`SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '${table}'::regclass ${key ? 'AND NOT indisprimary' : ''}`);
    schema.sql(`
      ALTER TABLE ${table} RENAME TO ${table}_whole;
      CREATE TABLE ${table} (LIKE ${table}_whole INCLUDING DEFAULTS) PARTITION BY HASH (workspace_id);
      ${Array.from({ length: count }, (_, i) => `CREATE TABLE ${table}_${i} PARTITION OF ${table} FOR VALUES WITH (MODULUS ${count}, REMAINDER ${i})`).join(';')};
      INSERT INTO ${table} SELECT * FROM ${table}_whole;
      DROP TABLE ${table}_whole;
      ${key ? `ALTER TABLE ${table} ADD ${key};` : ''}
      ${indexes.join(';')}`);
  }
}
