// A schema of its own in the throw-away PostgreSQL that tools/with_postgres.sh starts: as good as a database, and made at once.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

export const server = process.env.WHEELHOUSE_TEST_POSTGRES ?? '';

// A test that needs PostgreSQL skips where there is none, and says so. ./test always has one.
export const without_postgres = server ? false : 'there is no PostgreSQL to test on: run this through tools/with_postgres.sh';

// The tests of one engine run on the other where the environment says so (tests/CMakeLists.txt).
export const on_postgres = process.env.WHEELHOUSE_TEST_ENGINE === 'postgres';

// The rows' first column, as text.
function psql(url, sql) {
  const quiet = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1'];
  const result = spawnSync('psql', [url, ...quiet, '--command', sql], { encoding: 'utf8' });
  assert.equal(result.status, 0, `${sql}\n${result.stderr}${result.error ?? ''}`);
  return result.stdout.split('\n').filter(Boolean);
}

let made = 0;
export function fresh_schema() {
  assert.ok(server, without_postgres || '');
  const name = `test_${process.pid}_${(made += 1)}`;
  psql(server, `CREATE SCHEMA ${name}`);
  const url = `${server}&application_name=${name}&options=-csearch_path%3D${name}`;
  return {
    name,
    url,
    sql: (text) => psql(url, text),
    // As a restart of the server would: every connection of the programs on this schema is cut.
    cut_connections: () => psql(server, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${name}'`),
    // Whoever still writes is cut off first: a lock of his would hold everything up.
    remove: () =>
      psql(
        server,
        `SET client_min_messages = error; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '${name}';
         DROP SCHEMA IF EXISTS ${name} CASCADE`,
      ),
  };
}
