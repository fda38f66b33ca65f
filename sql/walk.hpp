#pragma once

#include "core/result.hpp"
#include "sql/facts.hpp"

#include <cstddef>
#include <string_view>

namespace howdah::sql {

struct walk_limits {
  std::size_t nesting; ///< nodes inside nodes
  std::size_t nodes;   ///< all together
};

/// Walks a whole parse tree, every field and list, without recursion, in memory bounded by the
/// limits. Decodes `json` in place, so it can be walked once. A node that was not reviewed ends the
/// walk: refused.
result<facts> walk(char* json, const walk_limits& limits);

} // namespace howdah::sql
