#pragma once

#include "core/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::app {

/// `howdah check-permissions FILE [--user NAME]`: what the file lets whom do, or what is wrong with
/// it. Nothing when the arguments begin with something else.
std::optional<result<std::string>> permissions_command(const std::vector<std::string>& arguments);

} // namespace howdah::app
