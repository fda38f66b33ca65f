#pragma once

#include "app/config/setting.hpp"
#include "core/result.hpp"

#include <string>
#include <vector>

namespace howdah::app {

/// The variable that names the configuration file, as --config does.
inline constexpr std::string_view config_variable = "MCP_CONFIG";

struct environment_settings {
  std::vector<setting> settings = {};
  std::vector<std::string> remarks = {}; ///< variables that look like ours and are not
};

/// This process's variables.
environment process_environment();

/// What the variables set; an empty one counts as unset. A name that looks like POSTGRES_READONLY
/// and is not is refused: who wrote it wants a read-only server. Other near misses are remarked.
result<environment_settings> read_environment(const environment& variables);

/// The PG* variables that name a database for libpq, which do not enable one here.
std::vector<std::string> libpq_variables(const environment& variables);

} // namespace howdah::app
