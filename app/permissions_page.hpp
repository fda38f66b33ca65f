#pragma once

#include "auth/permissions.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace howdah::app {

/// What a permissions file lets whom do, and what is odd about it, for people.
std::string permissions_page(const auth::permissions& file, std::chrono::sys_seconds now);

/// What one user may do.
std::string user_page(const auth::permissions& file, std::string_view user);

} // namespace howdah::app
