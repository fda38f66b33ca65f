#pragma once

#include "postgres/value_type.hpp"
#include "tools/clean_row.hpp"
#include "tools/fence.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::tools {

/// A column as answers show it.
struct result_column {
  std::string name; ///< well-formed UTF-8
  postgres::value_type type;
};

/// Writes rows as the text of an answer: content[0], escaped for JSON as it goes.
/// With a fence, the data stands between its marks, and is neutral.
class text_rows {
public:
  explicit text_rows(std::optional<fence> marks) : marks_(std::move(marks)) {}
  virtual ~text_rows() = default;
  virtual void header(std::span<const result_column> columns) = 0;
  virtual void row(std::span<const cell> cells) = 0;
  /// Takes the last row back.
  void undo() { out_.resize(before_last_); }
  std::size_t bytes() const noexcept { return out_.size() + (marks_ ? fence::most_bytes : 0); }
  /// The finished text; `truncated` says that there were more rows than these.
  virtual std::string finish(std::size_t rows, bool truncated) = 0;

protected:
  /// Before it is escaped.
  void make_neutral(std::string& data) const {
    if (marks_)
      data = neutral(data);
  }
  /// What was written, escaped, between the marks.
  std::string enclosed();

  std::string out_;
  std::size_t before_last_ = 0;

private:
  std::optional<fence> marks_;
};

/// The original's table: `a | b`, `--- | ---`, cells joined by ` | ` without outer pipes. A pipe in
/// a cell is `\|`, a line end `<br>`.
std::unique_ptr<text_rows> markdown_rows(std::optional<fence> marks = {});

/// An array of one object for each row. Repeated names become `a`, `a_2`, `a_3`.
std::unique_ptr<text_rows> json_rows(std::optional<fence> marks = {});

/// Names that can be the keys of one object, in the columns' order.
std::vector<std::string> unique_names(std::span<const result_column> columns);

} // namespace howdah::tools
