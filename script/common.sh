# What the scripts share: steps with their time, and installing what is missing. Sourced, not run.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-auto}
began=$SECONDS

# step NAME COMMAND…: runs it and tells how long it took; the first that fails ends the script with a line that says so.
step() {
  local name=$1 start=$SECONDS
  shift
  printf '== %s\n' "$name"
  if ! "$@"; then
    printf '== FAILED: %s (%s) after %d s\n' "$name" "$*" $((SECONDS - start)) >&2
    exit 1
  fi
  printf '== ok: %s (%d s)\n' "$name" $((SECONDS - start))
}

# has_all FILE_OR_PROGRAM…: whether everything is there; a word with a slash is a path, perhaps with wildcards.
has_all() {
  local what
  for what in "$@"; do
    if [[ $what == */* ]]; then
      compgen -G "$what" >/dev/null || return 1
    else
      command -v "$what" >/dev/null || return 1
    fi
  done
}

as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo -- "$@"
  else
    echo "needs root to run: $*" >&2
    return 1
  fi
}

# install_packages PACKAGE…: by apt, without questions. A fresh machine has no package lists yet.
install_packages() {
  if ! command -v apt-get >/dev/null; then
    echo "please install with your system's packages what Debian calls: $*" >&2
    return 1
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need_program PROGRAM HINT
need_program() {
  command -v "$1" >/dev/null || { echo "$1 is missing: $2" >&2; return 1; }
}

# npm_ci: the client's packages, when they are not those of the lock file.
npm_ci() {
  local stamp=frontend/node_modules/.installed
  if [[ -f $stamp ]] && cmp -s "$stamp" frontend/package-lock.json; then
    return 0
  fi
  npm --prefix frontend ci --no-audit --no-fund && cp frontend/package-lock.json "$stamp"
}
