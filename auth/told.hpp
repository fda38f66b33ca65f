#pragma once

#include "core/result.hpp"
#include "core/rights.hpp"

#include <string_view>
#include <vector>

namespace howdah::auth {

/// What PostgreSQL is told of a caller: what `which` chooses of the claims, each a JSON object; of
/// claims of one name the last one's. A setting whose claim is not there is empty, so that none is
/// left from somebody else. Texts are told as they are, other values as JSON. Null when nothing is
/// chosen. Refuses what PostgreSQL could not hold: a NUL in a setting.
result<told_settings> told_of(const told_claims& which,
                              const std::vector<std::string_view>& claims);

} // namespace howdah::auth
