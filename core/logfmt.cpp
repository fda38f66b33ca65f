#include "core/logfmt.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <variant>

namespace howdah::log {
namespace {

bool is_control(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

bool needs_quotes(std::string_view text) noexcept {
  return text.empty() || std::any_of(text.begin(), text.end(), [](char c) {
           return is_control(c) || c == ' ' || c == '"' || c == '=' || c == '\\';
         });
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
  case '\n':
    out += "\\n";
    return;
  case '\r':
    out += "\\r";
    return;
  case '\t':
    out += "\\t";
    return;
  default:
    out += "\\u00";
    out += digits[byte >> 4];
    out += digits[byte & 0xf];
  }
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const auto c : text) {
    if (is_control(c)) {
      append_escape(out, c);
      continue;
    }
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  out += '"';
}

void append(std::string& out, std::string_view text) {
  if (needs_quotes(text))
    append_quoted(out, text);
  else
    out += text;
}

void append(std::string& out, bool yes) {
  out += yes ? "true" : "false";
}

template <class... Format>
std::string_view digits_of(std::array<char, 40>& buffer, Format... format) {
  const auto* end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), format...).ptr;
  return {buffer.data(), static_cast<std::size_t>(end - buffer.data())};
}

void append(std::string& out, std::int64_t number) {
  std::array<char, 40> buffer{};
  out += digits_of(buffer, number);
}

/// Three decimals without their trailing zeros; very large numbers in scientific form.
void append(std::string& out, double number) {
  std::array<char, 40> buffer{};
  if (!(std::abs(number) < 1e15)) { // NaN and infinity too
    out += digits_of(buffer, number);
    return;
  }
  auto text = digits_of(buffer, number, std::chars_format::fixed, 3);
  text.remove_suffix(text.size() - 1 - text.find_last_not_of('0'));
  if (text.ends_with('.'))
    text.remove_suffix(1);
  out += text;
}

} // namespace

std::string logfmt(std::string_view event, std::initializer_list<field> fields) {
  std::string line;
  line.reserve(160);
  append(line, event);
  for (const auto& [key, value] : fields) {
    if (key.empty())
      continue;
    line += ' ';
    line += key;
    line += '=';
    std::visit([&line](const auto& v) { append(line, v); }, value);
  }
  return line;
}

} // namespace howdah::log
