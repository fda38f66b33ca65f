#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace howdah::auth {

/// `2027-01-31T18:00:00Z`, or `2027-01-31` for the beginning of that day in UTC. Nothing for
/// anything else, days that no calendar has included.
std::optional<std::chrono::sys_seconds> parse_moment(std::string_view text);

} // namespace howdah::auth
