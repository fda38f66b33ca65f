#pragma once

#include "auth/permissions.hpp"
#include "auth/yaml_place.hpp"

#include <memory>

namespace howdah::auth {

/// What stands below `scopes:`. Refuses it in a file without roles, whose operations it would be
/// about.
result<std::shared_ptr<const scope_book>> read_scopes(const yaml_file& file, const YAML::Node& node,
                                                      const permission_sections& said);

} // namespace howdah::auth
