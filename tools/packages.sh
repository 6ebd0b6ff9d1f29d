# Debian packages and what decides that they are there. Sourced by run and test; needs tools/common.sh.
# `dpkg-query` answers in milliseconds, so a start with everything in place calls neither apt nor the network.

# Boost 1.81 and 1.74 cannot stand side by side: recommends and `-all` packages would pull the other one in.
readonly build_packages=(
  g++ cmake ninja-build pkg-config git ca-certificates ccache mold
  libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libssl-dev libsqlite3-dev libpq-dev libicu-dev unicode-data bzip2
  libzip-dev libexpat1-dev libxlsxwriter-dev libsodium-dev libargon2-dev liboath-dev libqrencode-dev libcli11-dev libspdlog-dev
  libcurl4-openssl-dev libcjose-dev libjansson-dev libbrotli-dev zlib1g-dev libexpected-dev libpango1.0-dev libcairo2-dev
  python3-zxcvbn
)
# What the program needs when it runs, beside the libraries it was built with: Chinese characters of printed documents.
readonly runtime_packages=(fonts-noto-cjk)
readonly test_packages=(postgresql-15 libgtest-dev libgmock-dev librapidcheck-dev clang libclang-rt-14-dev chromium poppler-utils)
# Only for deploy/ha/cluster.sh, which installs them itself.
readonly ha_packages=(postgresql-15 patroni python3-etcd etcd-server curl iproute2 util-linux)

# For tools/thread.sh alone.
readonly thread_packages=(clang-19 libclang-rt-19-dev llvm-19)

readonly node_major_min=18

# Prints those of its arguments that are not installed.
missing_packages() {
  local installed package
  installed=" $(dpkg-query -W -f '${db:Status-Status}=${Package} ' "$@" 2>/dev/null || true)"
  for package in "$@"; do
    [[ $installed == *" installed=$package "* ]] || printf '%s\n' "$package"
  done
}

install_packages() {
  command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
    fail "This script installs Debian packages and found no apt-get;" \
      "on another system install what tools/packages.sh lists and build with cmake --preset release."
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0
  say "Installing Debian packages: ${missing[*]}"
  as_root apt-get update -q -o DPkg::Lock::Timeout=300 >&2 ||
    fail "apt-get update failed (its own words are above); check the network and the package sources, then start again."
  # --no-remove: never take something off a machine that its owner put there.
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends --no-remove \
    -o DPkg::Lock::Timeout=300 "${missing[@]}" >&2 ||
    fail "apt-get could not install the packages (its own words are above); nothing else was changed."
}

node_is_usable() {
  command -v node >/dev/null && command -v npm >/dev/null || return 1
  local version
  version=$(node --version) # v20.11.1
  version=${version#v}
  [[ ${version%%.*} -ge $node_major_min ]]
}

install_node() {
  node_is_usable && return 0
  if command -v node >/dev/null && command -v npm >/dev/null; then
    fail "Node $(node --version) is installed and the interface needs $node_major_min or later;" \
      "update it, then start again."
  fi
  install_packages nodejs npm
  node_is_usable ||
    fail "The Node found after installing nodejs and npm is older than $node_major_min; install a later one, then start again."
}
