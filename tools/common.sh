# Words and small helpers for the scripts of this project. Sourced, never run. Messages go to stderr:
# stdout belongs to the program that is started.

say() { printf '%s\n' "$*" >&2; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

as_root() {
  if [[ $(id -u) -eq 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "Installing packages needs root; run this as root, or install sudo."
  fi
}

# One figure for the content of files and folders, whatever their dates (a checkout changes dates, not content).
content_digest() {
  find "$@" \( -name node_modules -o -name dist \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d ' ' -f 1
}
