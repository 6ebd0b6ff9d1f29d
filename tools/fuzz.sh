#!/usr/bin/env bash
# Throws what nobody thought of at one reader of foreign bytes: http, query, json, csv or xlsx.
#
#   tools/fuzz.sh TARGET            60 s when the code it reaches has changed since it last ran clean, else its corpus once
#   tools/fuzz.sh TARGET SECONDS    that long, whatever changed
# Inputs that found something new are kept in build/fuzz/corpus/TARGET; one that broke it in build/fuzz/TARGET-…
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/tools/common.sh"
target=${1:-}
build=$root/build/fuzz
case $target in
  http | query | json | csv | xlsx) ;;
  *) fail "Which target? http, query, json, csv or xlsx." ;;
esac

mkdir -p "$build/corpus/$target"
# Tests may run side by side; one build at a time.
(
  flock 9
  [[ -f $build/build.ninja ]] || cmake --preset fuzz -S "$root" >"$build/configure.log" 2>&1 || { cat "$build/configure.log" >&2; exit 1; }
  ninja -C "$build" "fuzz_$target" >"$build/build.log" 2>&1 || { cat "$build/build.log" >&2; exit 1; }
) 9>"$build/.lock"

digest=$(content_digest "$root/src/base" "$root/src/text" "$root/src/reflect" "$root/src/exchange" "$root/src/http" "$root/tests/fuzz")
corpora=("$build/corpus/$target" "$root/tests/fuzz/corpus/$target")
seconds=${2:-60}
if [[ -z ${2:-} && -f $build/$target.clean && $(cat "$build/$target.clean") == "$digest" ]]; then
  say "$target: unchanged since it ran clean; its corpus once."
  seconds=0
fi
limits=(-max_len=65536 -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=512 -print_final_stats=1 -artifact_prefix="$build/$target-")
if [[ $seconds -eq 0 ]]; then
  "$build/fuzz_$target" "${limits[@]}" -runs=0 "${corpora[@]}"
else
  "$build/fuzz_$target" "${limits[@]}" -max_total_time="$seconds" "${corpora[@]}"
  printf '%s' "$digest" >"$build/$target.clean"
fi
