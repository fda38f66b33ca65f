#include "postgres/cluster/server_programs.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace howdah::postgres {

namespace fs = std::filesystem;

namespace {

std::optional<server_programs> programs_in(const fs::path& bin) {
  server_programs found{.initdb = bin / "initdb", .postgres = bin / "postgres", .identity = {}};
  if (::access(found.initdb.c_str(), X_OK) != 0 || ::access(found.postgres.c_str(), X_OK) != 0)
    return std::nullopt;
  // Debian's PATH has a wrapper or a link: initdb must lie beside its own server.
  std::error_code ignored;
  const auto real = fs::canonical(found.postgres, ignored);
  found.postgres = ignored ? found.postgres : real;
  const auto size = fs::file_size(found.postgres, ignored);
  const auto written = fs::last_write_time(found.postgres, ignored).time_since_epoch().count();
  found.identity
    = found.postgres.string() + ' ' + std::to_string(size) + ' ' + std::to_string(written);
  return found;
}

int version_of(const fs::path& directory) {
  const auto name = directory.filename().string();
  int version = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), version);
  return read.ptr == name.data() + name.size() ? version : 0;
}

/// The `bin` directories of a root such as /usr/lib/postgresql, newest major version first.
std::vector<fs::path> versions_below(const fs::path& root) {
  std::error_code ignored;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(root, ignored))
    if (version_of(entry.path()) > 0)
      found.push_back(entry.path());
  std::ranges::sort(found, std::ranges::greater{}, version_of);
  for (auto& directory : found)
    directory /= "bin";
  return found;
}

std::vector<fs::path> directories_of(std::string_view path) {
  std::vector<fs::path> directories;
  while (!path.empty()) {
    const auto end = std::min(path.find(':'), path.size());
    if (end > 0)
      directories.emplace_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return directories;
}

} // namespace

search_places search_places::usual() {
  search_places places;
  if (const auto* path
      = std::getenv("PATH")) // NOLINT(concurrency-mt-unsafe): nobody here changes it
    places.path = path;
  return places;
}

result<server_programs> find_server_programs(const search_places& where) {
  for (const auto& bin : directories_of(where.path))
    if (auto found = programs_in(bin))
      return *std::move(found);
  for (const auto& root : where.version_roots)
    for (const auto& bin : versions_below(root))
      if (auto found = programs_in(bin))
        return *std::move(found);
  return refuse(
    errc::unavailable,
    "the PostgreSQL server programs (initdb, postgres) are not installed on this machine",
    "Install the package postgresql-15 (apt-get install postgresql-15), or give a database with "
    "--conn.");
}

} // namespace howdah::postgres
