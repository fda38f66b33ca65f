#pragma once

#include "core/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::app {

/// `howdah token new [--name NAME]`: a token, shown this once, and its entry for the permissions
/// file. Nothing when the arguments begin with something else than `token`.
std::optional<result<std::string>> token_command(const std::vector<std::string>& arguments);

} // namespace howdah::app
