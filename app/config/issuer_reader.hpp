#pragma once

#include "auth/issuer_settings.hpp"
#include "auth/yaml_place.hpp"
#include "core/result.hpp"

#include <yaml-cpp/yaml.h>

namespace howdah::app {

/// The `auth` section of the configuration file: whose access tokens are taken. Strict, as a limit
/// that is written down and not kept is worse than none; refusals name line and column.
result<auth::authentication_settings> read_authentication(const YAML::Node& section,
                                                          const auth::yaml_file& file);

} // namespace howdah::app
