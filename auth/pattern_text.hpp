#pragma once

#include "core/name_pattern.hpp"
#include "core/result.hpp"

#include <string_view>

namespace howdah::auth {

/// `customer`, `cust*`, or in double quotes a name with dots: `"my.table"` (a quote in it is
/// doubled). Case counts with and without quotes. The problem's message says what is wrong and what
/// to do.
result<name_pattern> parse_name_pattern(std::string_view text);

/// The same, or two of them with a dot between: `sales.*`, `public."my.table"`.
result<qualified_pattern> parse_qualified_pattern(std::string_view text);

} // namespace howdah::auth
