#pragma once

#include "auth/permissions.hpp"
#include "auth/yaml_place.hpp"

#include <span>
#include <string_view>

namespace howdah::auth {

/// What stands below `roles:`, each role with all that it inherits.
result<role_map> read_roles(const yaml_file& file, const YAML::Node& node,
                            std::span<const std::string_view> known_tools);

} // namespace howdah::auth
