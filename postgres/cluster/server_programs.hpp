#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace howdah::postgres {

/// The server binaries of one PostgreSQL installed here.
struct server_programs {
  std::filesystem::path initdb;
  std::filesystem::path postgres;
  /// Changes with every upgrade: what a template was made with.
  std::string identity;
};

/// Where to look: first each directory of a PATH, which is how somebody chooses one (Debian's has
/// none), then the newest `<root>/<version>/bin`.
struct search_places {
  std::string path = {};
  std::vector<std::filesystem::path> version_roots
    = {"/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/postgresql"};

  /// The usual roots and this process's PATH.
  static search_places usual();
};

result<server_programs> find_server_programs(const search_places& where = search_places::usual());

} // namespace howdah::postgres
