#pragma once

#include <string>
#include <string_view>

namespace howdah::sql {

/// A qualified name that means the same when it is parsed again: every part in double quotes.
std::string quoted_name(std::string_view schema, std::string_view name);

} // namespace howdah::sql
