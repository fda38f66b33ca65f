#pragma once

#include "core/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::app {

/// `howdah print-setup-sql [--permissions FILE] [--role NAME] [--database NAME] [--schemas A,B]`:
/// see setup_sql. Nothing when the arguments begin with something else.
std::optional<result<std::string>> setup_command(const std::vector<std::string>& arguments);

} // namespace howdah::app
