#pragma once

#include "core/result.hpp"

#include <filesystem>
#include <string>

namespace howdah::postgres {

/// libpq keywords for a cluster's socket directory.
std::string socket_dsn(const std::filesystem::path& directory, const std::string& database,
                       const std::string& user);

/// Tries once, and pauses a few milliseconds when the server does not answer yet.
bool accepts_connections(const std::filesystem::path& directory);

/// Makes the database and runs the SQL in it, as the superuser, in one transaction. Blocks.
result<void> load(const std::filesystem::path& directory, const std::string& database,
                  const std::string& sql);

} // namespace howdah::postgres
