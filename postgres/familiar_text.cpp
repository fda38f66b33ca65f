#include "postgres/familiar_text.hpp"

#include "postgres/json_number.hpp"

#include <charconv>
#include <cstddef>
#include <cstdlib>

namespace howdah::postgres {

namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

/// A decimal number as 0.d1d2d3… · 10^exponent.
struct decimal {
  std::string digits; ///< neither leading nor trailing zeros; empty: zero
  int exponent = 0;   ///< of the first digit: 0 for 1.5
};

decimal read_decimal(std::string_view text) {
  decimal out;
  const auto mark = text.find_first_of("eE");
  const auto mantissa = text.substr(0, mark);
  if (mark != std::string_view::npos) {
    const auto from = mark + (text.substr(mark + 1, 1) == "+" ? 2U : 1U);
    std::from_chars(text.data() + from, text.data() + text.size(), out.exponent);
  }
  const auto point = mantissa.find('.');
  const auto whole = static_cast<int>(point == std::string_view::npos ? mantissa.size() : point);
  for (const auto c : mantissa)
    if (c != '.')
      out.digits += c;
  const auto zeros = out.digits.find_first_not_of('0');
  if (zeros == std::string::npos)
    return {};
  out.digits.erase(0, zeros);
  out.digits.erase(out.digits.find_last_not_of('0') + 1);
  out.exponent += whole - 1 - static_cast<int>(zeros);
  return out;
}

void append_scientific(std::string& out, const decimal& number) {
  out += number.digits.front();
  if (number.digits.size() > 1)
    out.append(1, '.').append(number.digits, 1);
  out += number.exponent < 0 ? "e-" : "e+";
  const auto power = std::abs(number.exponent);
  if (power < 10)
    out += '0';
  out += std::to_string(power);
}

void append_fixed(std::string& out, const decimal& number) {
  if (number.exponent < 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-number.exponent - 1), '0').append(number.digits);
    return;
  }
  const auto whole = static_cast<std::size_t>(number.exponent) + 1;
  out.append(number.digits, 0, whole);
  if (number.digits.size() > whole)
    out.append(1, '.').append(number.digits, whole);
  else
    out.append(whole - number.digits.size(), '0').append(".0");
}

/// Copies digits from `at`; returns the position after them.
std::size_t copy_digits(std::string& out, std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at]))
    out += text[at++];
  return at;
}

std::size_t copy_fraction(std::string& out, std::string_view text, std::size_t at) {
  out += text[at];
  const auto end = copy_digits(out, text, at + 1);
  if (const auto digits = end - at - 1; digits < 6)
    out.append(6 - digits, '0');
  return end;
}

/// Copies `+02`, `-03:30` or `+00:53:28`, with minutes at least.
std::size_t copy_offset(std::string& out, std::string_view text, std::size_t at) {
  out += text[at];
  const auto end = copy_digits(out, text, at + 1);
  if (end == text.size() || text[end] != ':')
    out += ":00";
  return end;
}

constexpr std::string_view brackets = "[](){}";

/// Where the bound that starts at `at` ends.
std::size_t bound_end(std::string_view text, std::size_t at) noexcept {
  const auto end = text.find_first_of(",[](){}", at);
  return end == std::string_view::npos ? text.size() : end;
}

void append_bound(std::string& out, std::string_view bound) {
  if (bound.size() >= 2 && bound.front() == '"' && bound.back() == '"')
    bound = bound.substr(1, bound.size() - 2);
  append_time_text(out, bound);
}

} // namespace

void append_float_text(std::string& out, std::string_view text) {
  if (!is_json_number(text)) { // NaN and the infinities
    out += text;
    return;
  }
  if (text.starts_with('-')) {
    out += '-';
    text.remove_prefix(1);
  }
  const auto number = read_decimal(text);
  if (number.digits.empty())
    out += "0.0";
  else if (number.exponent < -4 || number.exponent >= 16)
    append_scientific(out, number);
  else
    append_fixed(out, number);
}

void append_time_text(std::string& out, std::string_view text) {
  const auto clock = text.find(':'); // what comes before is a date, whose '-' are no offsets
  if (clock == std::string_view::npos) {
    out += text;
    return;
  }
  out += text.substr(0, clock);
  for (auto i = clock; i < text.size();) {
    if (text[i] == '.')
      i = copy_fraction(out, text, i);
    else if (text[i] == '+' || text[i] == '-')
      i = copy_offset(out, text, i);
    else
      out += text[i++];
  }
}

void append_range_text(std::string& out, std::string_view text, std::string_view unbounded) {
  for (std::size_t i = 0; i < text.size();) {
    const auto c = text[i++];
    if (c != ',' && brackets.find(c) == std::string_view::npos) {
      const auto end = bound_end(text, i);
      append_bound(out, text.substr(i - 1, end - i + 1));
      i = end;
      continue;
    }
    out += c == ',' ? ", " : std::string_view(&c, 1);
    const auto next = i < text.size() ? text[i] : '\0';
    const auto lower_missing = (c == '(' || c == '[') && next == ',';
    const auto upper_missing = c == ',' && (next == ')' || next == ']');
    if (lower_missing || upper_missing)
      out += unbounded;
  }
}

} // namespace howdah::postgres
