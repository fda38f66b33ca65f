#include "postgres/json_number.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace howdah::postgres {

namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

/// Where the digits from `at` on end.
std::size_t digits_end(std::string_view text, std::size_t at) noexcept {
  while (at < text.size() && is_digit(text[at]))
    ++at;
  return at;
}

/// The end of a fraction at `at`, which is `at` when there is none; 0 when it has no digits.
std::size_t fraction_end(std::string_view text, std::size_t at) noexcept {
  if (text.substr(at, 1) != ".")
    return at;
  const auto end = digits_end(text, at + 1);
  return end == at + 1 ? 0 : end;
}

std::size_t exponent_end(std::string_view text, std::size_t at) noexcept {
  if (at >= text.size() || (text[at] != 'e' && text[at] != 'E'))
    return at;
  const auto sign = text.substr(at + 1, 1);
  const auto first = at + (sign == "+" || sign == "-" ? 2U : 1U);
  const auto end = digits_end(text, first);
  return end == first ? 0 : end;
}

/// Whether a number that from_chars cannot hold is too large rather than too small.
bool is_huge(std::string_view number) noexcept {
  const auto mark = number.find_first_of("eE");
  long long exponent = 0;
  if (mark != std::string_view::npos) {
    const auto sign = number.substr(mark + 1, 1);
    const auto* first = number.data() + mark + (sign == "+" ? 2 : 1);
    const auto [end, failure] = std::from_chars(first, number.data() + number.size(), exponent);
    if (failure == std::errc::result_out_of_range)
      return sign != "-";
  }
  const auto mantissa = number.substr(0, mark);
  const auto point = std::min(mantissa.find('.'), mantissa.size());
  const auto first_digit = mantissa.find_first_of("123456789");
  return static_cast<long long>(point) - static_cast<long long>(first_digit) + exponent > 0;
}

} // namespace

std::size_t json_number_length(std::string_view text) noexcept {
  const std::size_t start = text.starts_with('-') ? 1 : 0;
  const auto whole = digits_end(text, start);
  if (whole == start || (text[start] == '0' && whole > start + 1))
    return 0;
  const auto fraction = fraction_end(text, whole);
  return fraction == 0 ? 0 : exponent_end(text, fraction);
}

bool is_json_number(std::string_view text) noexcept {
  return !text.empty() && json_number_length(text) == text.size();
}

bool fits_double(std::string_view number) noexcept {
  double parsed = 0;
  const auto [end, failure] = std::from_chars(number.data(), number.data() + number.size(), parsed);
  return failure != std::errc::result_out_of_range || !is_huge(number);
}

} // namespace howdah::postgres
