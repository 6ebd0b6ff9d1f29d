#!/bin/sh
# Measures every figure of docs/PERFORMANCE.md and prints it as rows of its table. Takes 20 to 60 minutes, most of it making books.
#   bench/run.sh [parts…]      parts: books serve import screen (all when none is named)
# Books are kept in $WHEELHOUSE_BENCH_DIR (default build/bench-data), so that a second run need not make them again.
set -eu
cd "$(dirname "$0")/.."
build=${WHEELHOUSE_BENCH_BUILD:-build/release}
data=${WHEELHOUSE_BENCH_DIR:-build/bench-data}
parts=${*:-books serve import screen}
mkdir -p "$data"

if [ ! -x "$build/serve_bench" ] || [ ! -x "$build/wheelhouse" ]; then
  cmake --preset release -B "$build" -DWITH_BENCH=ON > /dev/null
  cmake --build "$build" --target wheelhouse make_book serve_bench > /dev/null
fi
program=$build/wheelhouse

has() { case " $parts " in *" $1 "*) true ;; *) false ;; esac; }

# name accounts opportunities: a book once made is kept
book() {
  if [ ! -f "$data/$1.db" ]; then
    echo "making $1: $2 accounts, $3 opportunities" >&2
    "$build/make_book" "$data/$1.unfinished.db" "$2" "$3" >&2
    mv "$data/$1.unfinished.db" "$data/$1.db"
    rm -f "$data/$1.unfinished.db"*
  fi
}

if has books; then
  book hundred 100000 100000
  book million 1000000 1000000
fi
echo "| work | goal | measured |"
echo "| --- | --- | --- |"
if has serve; then
  for name in hundred million; do
    [ -f "$data/$name.db" ] || continue
    cp "$data/$name.db" "$data/run.db"
    "$build/serve_bench" "$program" "$data/run.db"
    rm -f "$data"/run.db*
  done
fi
if has import; then
  for rows in 100000 1000000; do
    csv=$data/import-$rows.csv
    [ -f "$csv" ] || "$build/make_book" "$csv" "$rows"
    rm -f "$data"/import.db*
    answer=$("$program" --db "sqlite:$data/import.db" --json import --as accounts "$csv")
    echo "| import of $rows accounts with checks, duplicates and history | $([ "$rows" = 100000 ] && echo "≤ 5 s, ≤ 200 MB above idle" || echo "≤ 12 times that") | $(echo "$answer" | tail -n 1) |"
    rm -f "$data"/import.db*
  done
fi
if has screen && [ -f web/dist/.vite/manifest.json ]; then
  echo "| first screen, brotli | ≤ 200 KB | $(node web/tools/size.mjs | tr '\n' ' ') |"
fi
