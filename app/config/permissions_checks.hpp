#pragma once

#include "app/config/load.hpp"
#include "app/config/setting.hpp"
#include "core/result.hpp"

#include <span>

namespace howdah::app {

/// Reads the permissions file and finds out who calls where nobody brings a token; refuses what
/// would let nobody do anything, or could not be enforced. Adds remarks.
result<void> check_permissions(invocation& asked, std::span<const setting> settings);

} // namespace howdah::app
