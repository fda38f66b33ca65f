#include "tools/clean_row.hpp"

#include "core/utf8.hpp"

namespace howdah::tools {

namespace {

std::string in_hex(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out = "\\x";
  out.reserve(2 + 2 * bytes.size());
  for (const auto c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

} // namespace

std::span<const cell> row_cleaner::clean(const postgres::row_view& row) {
  cells_.clear();
  hex_.clear();
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i < masked_.size() && masked_[i]) {
      cells_.push_back({.text = "***", .masked = true});
      continue;
    }
    const auto null = row.is_null(i);
    const auto text = null ? std::string_view() : row.text(i);
    if (is_utf8(text))
      cells_.push_back({.text = text, .null = null});
    else
      cells_.push_back({.text = hex_.emplace_back(in_hex(text)), .hex = true});
  }
  return cells_;
}

} // namespace howdah::tools
