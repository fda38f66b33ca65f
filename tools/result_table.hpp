#pragma once

#include "postgres/consumer.hpp"
#include "sql/result_mask.hpp"
#include "tools/structured_rows.hpp"
#include "tools/text_rows.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace howdah::tools {

/// The rows of one statement, written twice as they arrive: as text and as structured content.
/// Stops at the row that would be one too many or does not fit into what the answer may take.
class result_table {
public:
  struct options {
    std::size_t row_limit;
    std::size_t byte_limit; ///< of text and structured rows together, escaped
  };
  enum class cut { none, by_rows, by_bytes };

  result_table(std::unique_ptr<text_rows> text, options bounds);

  void columns(std::span<const postgres::column> described, const sql::result_mask& mask);
  postgres::appetite row(const postgres::row_view& values);

  bool has_columns() const noexcept { return has_columns_; } ///< the statement returns rows at all
  std::size_t rows() const noexcept { return rows_; }
  cut ended() const noexcept { return cut_; }
  /// Why not even the first row fits; names the column. A problem for a read, a remark for a write.
  const std::optional<problem>& oversized() const noexcept { return oversized_; }
  /// Names of columns with values shown in hex because they are not UTF-8.
  std::vector<std::string> hex_columns() const;

  /// Types to ask the database for, each once.
  std::vector<postgres::oid> unknown_types() const;
  /// What the database said of a type.
  void learn(postgres::oid type, const postgres::value_type& meaning);

  /// content[0], escaped; once.
  std::string text();
  /// `"columns":[…],"rows":[…]`; once.
  std::string structured();

private:
  bool fits() const noexcept;
  void take_back(std::span<const cell> cells);
  std::size_t columns_bytes() const;

  std::unique_ptr<text_rows> text_;
  options bounds_;
  row_cleaner cleaner_;
  structured_rows structured_;
  std::vector<result_column> columns_;
  std::vector<postgres::oid> types_; ///< of the columns; 0 where the type is known
  std::vector<bool> hex_;
  std::size_t overhead_ = 0; ///< bytes of the structured columns
  std::size_t rows_ = 0;
  bool has_columns_ = false;
  cut cut_ = cut::none;
  std::optional<problem> oversized_;
};

} // namespace howdah::tools
