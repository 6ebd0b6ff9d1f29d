#!/usr/bin/env bash
# Looks for data races with ThreadSanitizer (clang 19) where threads meet: the HTTP edge, both engines, the whole server.
#
#   tools/thread.sh http | storage    the module's own tests
#   tools/thread.sh server [FILE…]    tests of the API against a server so built; all that let requests meet when none is named
# storage and server use the PostgreSQL that tools/with_postgres.sh starts, when they are run through it.
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/tools/common.sh"
. "$root/tools/packages.sh"
build=$root/build/thread
case ${1:-} in
  http | storage) program=test_$1 ;;
  server) program=wheelhouse ;;
  *) fail "Which part? http, storage or server." ;;
esac

install_packages "${build_packages[@]}" "${test_packages[@]}" "${thread_packages[@]}"
mkdir -p "$build"
# Tests may run side by side; one build at a time.
(
  flock 9
  if [[ ! -f $build/build.ninja ]]; then
    cmake --preset thread -S "$root" >"$build/configure.log" 2>&1 || { cat "$build/configure.log" >&2; exit 1; }
  fi
  ninja -C "$build" "$program" >"$build/build.log" 2>&1 || { cat "$build/build.log" >&2; exit 1; }
) 9>"$build/.lock"

tsan="halt_on_error=0:second_deadlock_stack=1:exitcode=86:suppressions=$root/tools/thread_suppressions.txt"
tsan+=":external_symbolizer_path=/usr/bin/llvm-symbolizer-19"
export TSAN_OPTIONS="$tsan${TSAN_OPTIONS:+:$TSAN_OPTIONS}"
if [[ $1 != server ]]; then
  exec "$build/$program" --gtest_brief=1
fi
shift
if [[ $# -eq 0 ]]; then
  cd "$root/tests/api"
  set -- {events,repeats,two_servers,import_again,access_ends,sign_in_flood,engines_agree,reads_on_standby}.test.mjs
fi
WHEELHOUSE_PROGRAM=$build/wheelhouse WHEELHOUSE_SHARED_DATA=$root/../shared/data exec node --test --test-concurrency=1 "$@"
