#!/usr/bin/env bash
# Runs a command beside a throw-away PostgreSQL: a cluster of its own in a temporary folder, reached through a socket alone, gone
# when the command ends. The command finds its address in WHEELHOUSE_TEST_POSTGRES, and makes databases of its own there.
#
#   tools/with_postgres.sh build/dev/test_storage
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"

[[ $# -gt 0 ]] || fail "with_postgres.sh needs a command to run."
binaries=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1)
[[ -n $binaries ]] || fail "PostgreSQL is not installed; on Debian 12: apt-get install postgresql-15."

# The server refuses to run as root; Debian's package brings a user for it.
as_owner() {
  if [[ $(id -u) -eq 0 ]]; then
    setpriv --reuid postgres --regid postgres --clear-groups "$@"
  else
    "$@"
  fi
}

folder=$(mktemp -d)
[[ $(id -u) -ne 0 ]] || chown postgres "$folder"
chmod 755 "$folder"
stop() {
  [[ ! -f $folder/data/postmaster.pid ]] || as_owner "$binaries/pg_ctl" stop --silent --mode immediate --pgdata "$folder/data" >&2 || true
  rm -rf "$folder"
}
trap stop EXIT

# A locale that sorts as people do: what must be compared by its bytes says so itself.
cd "$folder"
as_owner "$binaries/initdb" --pgdata data --username wheelhouse --auth trust --encoding UTF8 --locale C.UTF-8 \
  --locale-provider icu --icu-locale zh --no-sync >"$folder/initdb.log" 2>&1 || {
  cat "$folder/initdb.log" >&2
  fail "initdb failed (its own words are above)."
}
# Nothing here outlives the run, so nothing waits for the disk.
as_owner "$binaries/pg_ctl" start --silent --wait --pgdata data --log data/server.log --options \
  "-c listen_addresses= -c unix_socket_directories=$folder -c fsync=${WHEELHOUSE_TEST_FSYNC:-off} -c max_connections=300 \
   -c shared_buffers=128MB -c autovacuum_naptime=10s" >&2 || {
  cat data/server.log >&2
  fail "PostgreSQL did not start (its own words are above)."
}
cd "$OLDPWD"
export WHEELHOUSE_TEST_POSTGRES="postgresql://wheelhouse@/postgres?host=$folder"
"$@"
