#pragma once

#include "postgres/consumer.hpp"
#include "postgres/value_type.hpp"

#include <cstddef>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::tools {

/// A value on its way into an answer.
struct cell {
  std::string_view text = {}; ///< well-formed UTF-8
  bool null = false;
  /// The database sent bytes that are not UTF-8 (it has no encoding): `text` is them in hex, `\x…`,
  /// whatever the type.
  bool hex = false;
  bool masked = false; ///< `text` stands for a value that is not shown, null or not
};

/// Turns rows as they arrive into cells that are safe to encode. Reuses its memory from row to row.
class row_cleaner {
public:
  /// Valid until the following call, and as long as the row is.
  std::span<const cell> clean(const postgres::row_view& row);
  /// The columns whose values are not shown.
  void mask(std::vector<bool> columns) { masked_ = std::move(columns); }

private:
  std::vector<cell> cells_;
  std::deque<std::string> hex_; ///< addresses stay
  std::vector<bool> masked_;
};

} // namespace howdah::tools
