#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace howdah::auth {

/// For how long an answer may be kept, by the value of its `Cache-Control` (RFC 9111
/// section 5.2.2): 0 where it must not be, nothing where it does not say.
std::optional<std::chrono::seconds> max_age_of(std::string_view cache_control);

} // namespace howdah::auth
