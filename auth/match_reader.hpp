#pragma once

#include "auth/permissions.hpp"
#include "auth/yaml_place.hpp"

#include <vector>

namespace howdah::auth {

/// What stands below `match:`.
result<std::vector<role_match>> read_matches(const yaml_file& file, const YAML::Node& node,
                                             const role_map& roles);

} // namespace howdah::auth
