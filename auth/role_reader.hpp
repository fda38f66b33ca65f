#pragma once

#include "auth/yaml_place.hpp"
#include "core/rights.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::auth {

/// A role as it is written: not yet with what it inherits.
struct written_role {
  rights own;
  struct parent {
    std::string name;
    place at;
  };
  std::vector<parent> inherits = {};
};

/// What stands below `roles: {NAME:`. A pattern of `tools` that fits none of `known_tools` is
/// refused, unless there are none. A role that inherits has nothing that it does not say; another
/// one may select from all of public unless it says otherwise.
result<written_role> read_role(const yaml_file& file, const std::string& name,
                               const YAML::Node& node,
                               std::span<const std::string_view> known_tools);

} // namespace howdah::auth
