#include "tools/structured_rows.hpp"

#include "mcp/json.hpp"
#include "postgres/value.hpp"

#include <utility>

namespace howdah::tools {

void structured_rows::header(std::span<const result_column> columns, std::vector<bool> known) {
  for (const auto& each : columns)
    types_.push_back(each.type);
  known_ = std::move(known);
}

void structured_rows::row(std::span<const cell> cells) {
  before_last_ = out_.size();
  out_ += out_.empty() ? "[" : ",[";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0)
      out_ += ',';
    append(i, cells[i]);
  }
  out_ += ']';
}

void structured_rows::append(std::size_t column, const cell& value) {
  const auto at = out_.size();
  if (value.null)
    out_ += "null";
  else if (value.hex || value.masked)
    mcp::append_quoted(out_, value.text);
  else
    postgres::append_json(out_, types_[column], value.text, postgres::json_style::exact);
  if (known_[column] || value.hex || value.masked || !value.text.starts_with('{'))
    return;
  // As a list, an element grows by its two quotes at most, and takes two bytes at least with what
  // separates it.
  open_.push_back({at, out_.size() - at, column, std::string(value.text)});
  growth_ += value.text.size();
}

void structured_rows::undo() {
  out_.resize(before_last_);
  while (!open_.empty() && open_.back().at >= before_last_) {
    growth_ -= open_.back().text.size();
    open_.pop_back();
  }
}

std::string structured_rows::finish(std::span<const result_column> columns) {
  std::string out;
  std::size_t copied = 0;
  for (const auto& each : open_) {
    out.append(out_, copied, each.at - copied);
    postgres::append_json(out, columns[each.column].type, each.text, postgres::json_style::exact);
    copied = each.at + each.size;
  }
  if (copied == 0)
    return std::move(out_);
  return out.append(out_, copied);
}

} // namespace howdah::tools
