#pragma once

#include "auth/permissions.hpp"
#include "auth/yaml_place.hpp"

#include <vector>

namespace howdah::auth {

/// What stands below `tokens:`. Whoever holds a token may do what the users' part of `said` says.
result<std::vector<known_token>> read_tokens(const yaml_file& file, const YAML::Node& node,
                                             const permission_sections& said);

} // namespace howdah::auth
