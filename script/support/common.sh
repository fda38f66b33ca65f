# shellcheck shell=bash
# What the scripts share. Sourced, never run; the caller has `set -euo pipefail`.

cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
fail() { say "$*"; exit 1; }

# As many compile jobs as there are cores, but not more than memory carries at about $1 MiB each.
jobs() {
  local per_job_mib=${1:-1200} available_mib by_memory cores
  available_mib=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
  by_memory=$((available_mib / per_job_mib))
  cores=$(nproc)
  echo $((by_memory < 1 ? 1 : by_memory < cores ? by_memory : cores))
}

# configure PRESET: cheap when nothing changed.
configure() {
  [ -f "build/$1/build.ninja" ] || cmake --preset "$1" >&2
}

# build_preset PRESET [TARGET...]
build_preset() {
  local preset=$1 per_job_mib=1200
  shift
  case "$preset" in asan | tsan) per_job_mib=1800 ;; esac
  configure "$preset"
  cmake --build "build/$preset" --parallel "$(jobs "$per_job_mib")" ${1:+--target "$@"} >&2
}
