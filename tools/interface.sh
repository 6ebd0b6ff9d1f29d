# Builds the web interface into web/dist, only when something it is made of has changed.
# Sourced by run and test; needs tools/common.sh and tools/packages.sh.

# npm_install FOLDER: node_modules as the committed lock file says.
npm_install() {
  local folder=$1
  local installed="$folder/node_modules/.installed-lock"
  cmp -s "$folder/package-lock.json" "$installed" && return 0
  say "Installing npm packages of ${folder#"$root/"}"
  npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error >&2 ||
    fail "npm ci failed in ${folder#"$root/"} (its own words are above); check the network, then start again."
  cp "$folder/package-lock.json" "$installed"
}

# interface_is_current: is web/dist made of what is in web/ and lang/ now? The digest of the last build here knows; an interface that was
# built by hand is believed while nothing it is made of is newer.
interface_is_current() {
  local made=$root/web/dist/index.html stamp=$root/build/interface.digest
  [[ -f $made ]] || return 1
  [[ ! -f $stamp || $(<"$stamp") != "$(content_digest "$root/web" "$root/lang")" ]] || return 0
  [[ -z $(find "$root/web" "$root/lang" \( -name node_modules -o -name dist \) -prune -o -type f -newer "$made" -print -quit) ]]
}

build_interface() {
  local stamp="$root/build/interface.digest" digest
  digest=$(content_digest "$root/web" "$root/lang")
  if [[ -f $root/web/dist/index.html && -f $stamp && $(<"$stamp") == "$digest" ]]; then
    return 0
  fi
  install_node
  npm_install "$root/web"
  say "Building the interface"
  # Only what the program needs: types and the size budget are tests (tests/CMakeLists.txt), no reason not to start.
  (cd "$root/web" && node_modules/.bin/vite build --logLevel warn >&2) ||
    fail "The interface did not build (the messages above say where)."
  mkdir -p "$root/build"
  printf '%s\n' "$digest" >"$stamp"
}

# configure_and_build PRESET TARGET… : ninja decides what is out of date, and calls cmake itself when a list of files changed.
configure_and_build() {
  local preset=$1
  shift
  if [[ ! -f $root/build/$preset/build.ninja ]]; then
    (cd "$root" && cmake --preset "$preset" >&2) || fail "cmake could not configure the $preset build (the messages above say why)."
  fi
  # Somebody who watches sees a line that moves; a log gets the messages alone.
  local quiet=--quiet
  [[ ! -t 2 ]] || quiet=
  if ! ninja -C "$root/build/$preset" -n "$@" 2>/dev/null | grep -q 'no work to do'; then
    say "Compiling. The first time this takes some minutes a core; later only what changed."
  fi
  ninja -C "$root/build/$preset" -j "$(nproc)" $quiet "$@" >&2 || fail "The $preset build failed (the messages above say where)."
}
