#pragma once

#include "auth/permissions.hpp"
#include "auth/yaml_place.hpp"

#include <string>

namespace howdah::auth {

/// What stands below `users:`, with the rights of the roles that it names.
struct named_users {
  user_map users = {};
  rights_ptr fallback = {}; ///< of `_default`
  claims_map claims = {};
};
result<named_users> read_users(const yaml_file& file, const YAML::Node& node,
                               const role_map& roles);

/// Of the role that a node names, for `what`.
result<rights_ptr> rights_named(const yaml_file& file, const YAML::Node& role,
                                const std::string& what, const role_map& roles);

} // namespace howdah::auth
