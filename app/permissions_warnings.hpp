#pragma once

#include "auth/permissions.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace howdah::app {

/// What in a good permissions file is probably not meant, one line each.
std::vector<std::string> permissions_warnings(const auth::permissions& file,
                                              std::chrono::sys_seconds now);

} // namespace howdah::app
