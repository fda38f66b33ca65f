#include "postgres/json_cell.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>

namespace howdah::postgres {

namespace {

constexpr std::size_t deepest = 64;

bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool starts_number(char c) noexcept {
  return c == '-' || (c >= '0' && c <= '9');
}

/// The code unit of `\uXXXX` at `at`; nothing when there is no such escape.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) noexcept {
  if (text.substr(at, 2) != "\\u" || at + 6 > text.size())
    return std::nullopt;
  unsigned unit = 0;
  const auto* last = text.data() + at + 6;
  const auto [end, failure] = std::from_chars(text.data() + at + 2, last, unit, 16);
  return failure == std::errc{} && end == last ? std::optional(unit) : std::nullopt;
}

bool is_high(unsigned unit) noexcept {
  return unit >= 0xD800 && unit <= 0xDBFF;
}

bool is_low(unsigned unit) noexcept {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

/// Length of the escape at `at`, 12 for a pair of surrogates; 0 when it is none or half a pair.
std::size_t escape_length(std::string_view text, std::size_t at) noexcept {
  if (text.substr(at, 2) != "\\u")
    return at + 2 <= text.size() ? 2 : 0;
  const auto unit = escaped_unit(text, at);
  if (!unit || is_low(*unit))
    return 0;
  if (!is_high(*unit))
    return 6;
  const auto low = escaped_unit(text, at + 6);
  return low && is_low(*low) ? 12 : 0;
}

/// Length of the string at the start of `text`, quotes included; 0 when it has no end or cannot be
/// read.
std::size_t string_length(std::string_view text) noexcept {
  for (std::size_t i = 1; i < text.size();) {
    if (text[i] == '"')
      return i + 1;
    if (static_cast<unsigned char>(text[i]) < 0x20)
      return 0;
    const auto step = text[i] == '\\' ? escape_length(text, i) : 1;
    if (step == 0)
      return 0;
    i += step;
  }
  return 0;
}

/// Whether a number that no double holds is too large rather than too small (which every reader
/// takes for 0).
bool is_huge(std::string_view number) noexcept {
  const auto mark = number.find_first_of("eE");
  long long exponent = 0;
  if (mark != std::string_view::npos) {
    const auto negative = number.substr(mark + 1, 1) == "-";
    const auto* first = number.data() + mark + 1 + (number.substr(mark + 1, 1) == "+" ? 1 : 0);
    const auto [end, failure] = std::from_chars(first, number.data() + number.size(), exponent);
    if (failure == std::errc::result_out_of_range)
      return !negative;
  }
  const auto mantissa = number.substr(0, mark);
  const auto point = std::min(mantissa.find('.'), mantissa.size());
  const auto first_digit = mantissa.find_first_of("123456789");
  return static_cast<long long>(point) - static_cast<long long>(first_digit) + exponent > 0;
}

/// Length of the number at the start of `text`; 0 when a double cannot hold its magnitude.
std::size_t number_length(std::string_view text) noexcept {
  double parsed = 0;
  const auto* first = text.data();
  const auto [end, failure] = std::from_chars(first, first + text.size(), parsed);
  const auto length = static_cast<std::size_t>(end - first);
  if (failure == std::errc::invalid_argument)
    return 0;
  return failure == std::errc::result_out_of_range && is_huge(text.substr(0, length)) ? 0 : length;
}

class copier {
public:
  copier(std::string& out, blanks between) : out_(out), between_(between) {}

  bool copy(std::string_view text) {
    while (!text.empty()) {
      const auto length = token(text);
      if (length == 0)
        return false;
      text.remove_prefix(length);
    }
    return depth_ == 0;
  }

private:
  std::size_t token(std::string_view text) {
    const auto c = text.front();
    if (is_blank(c))
      return blank(text);
    if (c == '"')
      return take(text, string_length(text));
    if (starts_number(c))
      return take(text, number_length(text));
    if ((c == '{' || c == '[') && ++depth_ > deepest)
      return 0;
    if ((c == '}' || c == ']') && depth_-- == 0)
      return 0;
    return take(text, 1);
  }

  std::size_t blank(std::string_view text) {
    std::size_t length = 1;
    while (length < text.size() && is_blank(text[length]))
      ++length;
    if (between_ == blanks::single)
      out_ += ' ';
    return length;
  }

  std::size_t take(std::string_view text, std::size_t length) {
    out_ += text.substr(0, length);
    return length;
  }

  std::string& out_;
  blanks between_;
  std::size_t depth_ = 0;
};

} // namespace

bool append_json_cell(std::string& out, std::string_view text, blanks between) {
  const auto before = out.size();
  if (!text.empty() && copier(out, between).copy(text))
    return true;
  out.resize(before);
  return false;
}

} // namespace howdah::postgres
