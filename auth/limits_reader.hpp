#pragma once

#include "auth/yaml_place.hpp"
#include "core/rights.hpp"

namespace howdah::auth {

/// What stands below `limits:` of a role.
result<role_limits> read_limits(const yaml_file& file, const YAML::Node& node);

} // namespace howdah::auth
