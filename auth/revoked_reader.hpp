#pragma once

#include "auth/revocation.hpp"
#include "auth/yaml_place.hpp"

#include <vector>

namespace howdah::auth {

/// What stands below `revoked:`.
result<std::vector<revocation>> read_revocations(const yaml_file& file, const YAML::Node& node);

} // namespace howdah::auth
