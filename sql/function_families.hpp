#pragma once

#include "sql/functions.hpp"

#include <span>
#include <string_view>

namespace howdah::sql {

/// Functions refused for one reason, by name, by the beginning of their name, or by their schema;
/// whatever schema qualifies a name, so that moving an extension does not open a door.
struct function_family {
  rule why;
  bool also_read_write; ///< refused in read-write mode, too
  effect leaves;
  std::span<const std::string_view> names = {};
  std::span<const std::string_view> prefixes = {};
  std::span<const std::string_view> schemas = {};
};

/// In the order in which they are asked: exceptions first.
std::span<const function_family> function_families() noexcept;

} // namespace howdah::sql
