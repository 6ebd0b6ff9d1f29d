#!/usr/bin/env bash
# The durability figures of a release: the same tests as ./test runs, with the counts of a release. Hours; on a quiet machine.
#
#   tests/crash/release.sh BUILD        BUILD: a folder with `wheelhouse` and, for the C++ parts, `test_storage` and `test_service`
#
# Every count can be set beforehand, for a shorter run: WHEELHOUSE_KILLS=100 tests/crash/release.sh build/dev
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
build=${1:-$root/build/release}
[[ -x $build/wheelhouse ]] || {
  echo "There is no $build/wheelhouse. Build first (cmake --preset dev && ninja -C build/dev), then name the folder." >&2
  exit 2
}
build=$(cd -- "$build" && pwd)
export WHEELHOUSE_PROGRAM=$build/wheelhouse
export WHEELHOUSE_KILLS=${WHEELHOUSE_KILLS:-1000}               # R-01
export WHEELHOUSE_ACKS_A_KILL=${WHEELHOUSE_ACKS_A_KILL:-1000}   # R-01: a million acknowledged writes in all
export WHEELHOUSE_FILLS=${WHEELHOUSE_FILLS:-20}                 # R-05
export WHEELHOUSE_PATCHES=${WHEELHOUSE_PATCHES:-640000}         # R-18
export WHEELHOUSE_TRIPLES=${WHEELHOUSE_TRIPLES:-10000}          # R-19
export WHEELHOUSE_TRIPLE_KILLS=${WHEELHOUSE_TRIPLE_KILLS:-100}  # R-19
export WHEELHOUSE_STOPS=${WHEELHOUSE_STOPS:-100}                # R-20
export WHEELHOUSE_FAILOVERS=${WHEELHOUSE_FAILOVERS:-50}         # R-17
export WHEELHOUSE_IMPORT_ROWS=${WHEELHOUSE_IMPORT_ROWS:-100000}
export WHEELHOUSE_SEED=${WHEELHOUSE_SEED:-$RANDOM}

echo "commit $(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown), seed $WHEELHOUSE_SEED, $("$build/wheelhouse" --version)"
failed=0
part() {
  echo "== $1"
  shift
  "$@" || failed=1
}
for file in "$root"/tests/crash/*.test.mjs; do
  part "$(basename "$file" .test.mjs)" node --test --test-reporter=spec "$file"
done
# R-17 raises machines of its own (deploy/ha installs Patroni and etcd): root only, and it says so where it may not.
part 'failover of PostgreSQL (R-17)' node --test --test-reporter=spec "$root/tests/crash/release/failover.test.mjs"
if [[ -x $build/test_storage ]]; then
  # R-02 (300 and 100 torn), R-03 until a clean pass, R-15 (50 points), R-24 (10,000 tamperings).
  part 'power, failing disks, migrations' env WHEELHOUSE_TRIALS="${WHEELHOUSE_TRIALS:-30}" \
    "$build/test_storage" --gtest_filter='BrokenDisk.APower*:BrokenDisk.Without*:*FailingOperation*'
  part 'killed migrations' env WHEELHOUSE_TRIALS="${WHEELHOUSE_TRIALS:-5}" "$build/test_storage" --gtest_filter='BrokenDisk.Killed*'
  part 'tampering' env WHEELHOUSE_TRIALS="${WHEELHOUSE_TRIALS:-20}" "$build/test_storage" --gtest_filter='*AnyRandomTampering*'
fi
if [[ -x $build/test_service ]]; then
  part 'backups while others write (R-16)' env WHEELHOUSE_TRIALS="${WHEELHOUSE_TRIALS:-25}" "$build/test_service" --gtest_filter='Backup.*'
fi
exit $failed
