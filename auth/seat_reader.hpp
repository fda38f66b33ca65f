#pragma once

#include "auth/yaml_place.hpp"
#include "core/rights.hpp"

namespace howdah::auth {

/// What stands below `database` of a role.
result<seat> read_seat(const yaml_file& file, const YAML::Node& node);
/// What stands below `claims` of a role: a list, or "*".
result<void> read_claims(const yaml_file& file, const YAML::Node& node, told_claims& into);
/// What stands below `settings` of a role: claims by the names of settings.
result<void> read_settings(const yaml_file& file, const YAML::Node& node, told_claims& into);

} // namespace howdah::auth
