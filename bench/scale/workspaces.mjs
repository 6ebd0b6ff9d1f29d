// Whether a request costs the same however many workspaces a PostgreSQL book holds. The product makes one workspace a book; the others
// are copies made with SQL (tests/support/clone_workspaces.sql), each as large as the demo book.
//   WHEELHOUSE_TEST_FSYNC=on tools/with_postgres.sh node bench/scale/workspaces.mjs PROGRAM [--counts 1,10,100,1000] [--parts N]
//                            [--notes N]
// --notes N: in the end so many notes more in each workspace, with their events (10,000 in 1,000 workspaces: 10 million activities).
// --parts N: before that the search entries split into N parts by hash of the workspace, and asked once more.
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
const parts = Number(option('parts', 0));
const clone = readFileSync(new URL('../../tests/support/clone_workspaces.sql', import.meta.url), 'utf8');
const asker = (process.env.WHEELHOUSE_BENCH_NODE ?? process.execPath).split(' ');

const folder = temporary_folder();
const schema = fresh_schema();
const note = (text) => console.error(`${new Date().toISOString().slice(11, 19)} ${text}`);
try {
  schema.sql("ALTER SYSTEM SET max_wal_size = '8GB'");
  schema.sql("ALTER SYSTEM SET maintenance_work_mem = '512MB'");
  schema.sql('SELECT pg_reload_conf()');
  const demo = run(['--db', schema.url, 'demo']);
  if (demo.code !== 0) throw new Error(demo.stderr);
  schema.sql(clone);
  const count_of = (table) => `${schema.sql(`SELECT count(*) FROM ${table}`)[0]} ${table}`;
  console.log(`one workspace: ${['accounts', 'opportunities', 'notes', 'event'].map(count_of).join(', ')}`);
  let there = 1;
  for (const count of counts) {
    if (count > there) in_bulk(count - there > 200, `SELECT clone_workspaces(${there + 1}, ${count})`);
    there = count;
    await measure_all(count, `${count} workspaces`);
  }
  if (parts) {
    split_search(parts);
    await measure_all(there, `search in ${parts} parts`);
  }
  if (notes) {
    in_bulk(true, more_notes(notes, there));
    await measure_all(there, `${notes} notes more in each, ${count_of('notes')}`);
  }
} finally {
  schema.remove();
  folder.remove();
}

async function measure_all(count, what) {
  note(`${what}: there`);
  schema.sql('VACUUM ANALYZE');
  const tables = "relkind = 'r' AND relnamespace = current_schema()::regnamespace";
  const [size] = schema.sql(`SELECT pg_size_pretty(sum(pg_total_relation_size(oid))) FROM pg_class WHERE ${tables}`);
  for (const workspace of new Set([1, Math.ceil(count / 2), count]))
    console.log(`${what} (${size}), in number ${workspace}: ${await measure(workspace)}`);
}

// Many rows go in faster without indexes, and the indexes come out as they would have.
function in_bulk(apart, work) {
  const keys = apart
    ? schema.sql(`SELECT format('%s|%I|%s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
        WHERE connamespace = current_schema()::regnamespace AND contype = 'p' AND conparentid = 0`).map((line) => line.split('|'))
    : [];
  const indexes = apart
    ? schema.sql(`SELECT format('%s|%s', indexrelid::regclass, pg_get_indexdef(indexrelid)) FROM pg_index i
        JOIN pg_class c ON c.oid = indexrelid
        WHERE relnamespace = current_schema()::regnamespace AND NOT indisprimary AND NOT relispartition`)
        .map((line) => [line.slice(0, line.indexOf('|')), line.slice(line.indexOf('|') + 1)])
    : [];
  for (const [name] of indexes) schema.sql(`DROP INDEX ${name}`);
  for (const [table, name] of keys) schema.sql(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  schema.sql(work);
  if (apart) note('rows are there');
  for (const [table, name, text] of keys) schema.sql(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${text}`);
  for (const [, text] of indexes) schema.sql(text);
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

// Rows of notes as the product writes them, but for the events' values, the chain of hashes and the search entries.
function more_notes(count, workspaces) {
  const copies = (table, changed) => {
    const columns = schema.sql(`SELECT column_name FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = '${table}' ORDER BY ordinal_position`);
    const values = columns.map((column) => ({ workspace_id: 'w', ...changed })[column] ?? `t.${column}`);
    return `INSERT INTO ${table} (${columns}) SELECT ${values} FROM generate_series(1, ${workspaces}) w, made m,
      (SELECT * FROM ${table} WHERE workspace_id = 1 LIMIT 1) t;`;
  };
  const [last] = schema.sql('SELECT max(seq) FROM event');
  return `
    CREATE TEMP TABLE made AS SELECT gen_random_uuid() AS id, a.id AS account_id, g FROM generate_series(1, ${count}) g
      JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS total FROM accounts WHERE workspace_id = 1) a
      ON a.n = g % a.total;
    ${copies('notes', { id: 'm.id', account_id: 'm.account_id', created_at: 't.created_at - m.g * 1000' })}
    ${copies('event', { seq: `${last} + m.g`, object_id: 'm.id' })}
    UPDATE event_head SET seq = seq + ${count}`;
}

// What Citus does between machines, PostgreSQL does on one.
function split_search(count) {
  const part = (i) => `CREATE TABLE search_${i} PARTITION OF search_entry FOR VALUES WITH (MODULUS ${count}, REMAINDER ${i})`;
  schema.sql(`
    ALTER TABLE search_entry RENAME TO search_whole;
    CREATE TABLE search_entry (LIKE search_whole INCLUDING DEFAULTS) PARTITION BY HASH (workspace_id);
    ${Array.from({ length: count }, (_, i) => part(i)).join(';')};
    INSERT INTO search_entry SELECT * FROM search_whole;
    DROP TABLE search_whole;
    ALTER TABLE search_entry ADD PRIMARY KEY (workspace_id, entry);
    CREATE UNIQUE INDEX search_entry_object ON search_entry (workspace_id, object_id);
    CREATE INDEX search_entry_terms ON search_entry USING gin (terms)`);
}
