#pragma once

#include "core/usage.hpp"

#include <string>
#include <utility>
#include <vector>

namespace howdah::actors {

/// A line for each tenant of what it took: `auth::principal::tenant_key` and the sum. Whoever alone
/// uses the server, over a pipe or without a token, is not told of.
void log_usage(const std::vector<std::pair<std::string, spent>>& of_tenants);

} // namespace howdah::actors
