#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace howdah::sql {

/// Where the values of a result column come from: no relation when they are computed.
struct column_origin {
  std::uint32_t relation = 0; ///< its oid
  int number = 0;             ///< pg_attribute.attnum

  friend bool operator==(const column_origin&, const column_origin&) = default;
};

/// Columns of a result whose values must not be shown.
struct result_mask {
  std::vector<column_origin> columns = {};
  std::vector<std::uint32_t> relations = {}; ///< all that the statement was judged to read

  bool empty() const noexcept { return columns.empty(); }
  /// Columns of a relation that was not judged are hidden, too: it took the place of one that was.
  bool hides(const column_origin& from) const noexcept {
    const bool judged = from.relation == 0 || std::ranges::count(relations, from.relation) > 0;
    return !empty() && (!judged || std::ranges::count(columns, from) > 0);
  }
};

} // namespace howdah::sql
