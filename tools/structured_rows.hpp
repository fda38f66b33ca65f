#pragma once

#include "tools/clean_row.hpp"
#include "tools/text_rows.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace howdah::tools {

/// Writes rows as the JSON lists of structuredContent. Types that are not built in may be learned
/// after the rows were written: what looks like an array of theirs is kept, and written again once
/// it is known to be one.
class structured_rows {
public:
  /// `known[i]` is false where the type of column i is still to be learned.
  void header(std::span<const result_column> columns, std::vector<bool> known);
  void row(std::span<const cell> cells);
  /// Takes the last row back.
  void undo();
  /// What the rows take now, or will take at most once all types are known.
  std::size_t bytes() const noexcept { return out_.size() + growth_; }
  /// The rows without the brackets around them, with the types as they are known in the end.
  std::string finish(std::span<const result_column> columns);

private:
  /// A cell whose type is still to be learned.
  struct open_cell {
    std::size_t at; ///< in `out_`
    std::size_t size;
    std::size_t column;
    std::string text;
  };
  void append(std::size_t column, const cell& value);

  std::string out_;
  std::vector<postgres::value_type> types_;
  std::vector<bool> known_;
  std::vector<open_cell> open_;
  std::size_t growth_ = 0;
  std::size_t before_last_ = 0;
};

} // namespace howdah::tools
