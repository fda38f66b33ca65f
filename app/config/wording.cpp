#include "app/config/wording.hpp"

#include "core/ascii.hpp"

#include <algorithm>

namespace howdah::app {

namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";
constexpr std::size_t longest_shown = 60;

bool may_hold_a_password(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.find('@') != std::string_view::npos
         || lower_case(text).find("password") != std::string::npos;
}

void append_escaped(std::string& out, char c) {
  if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) {
    out += c;
    return;
  }
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out += "\\x";
  out += digits[byte >> 4U];
  out += digits[byte & 15U];
}

} // namespace

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (auto end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
    pieces.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  pieces.push_back(text);
  return pieces;
}

std::string shown(std::string_view text) {
  if (may_hold_a_password(text))
    return "(hidden: it may hold a password)";
  std::string out = "\"";
  for (const char c : text.substr(0, longest_shown))
    append_escaped(out, c);
  return out + (text.size() > longest_shown ? "...\"" : "\"");
}

std::string in_one_line(const problem& why) {
  constexpr std::string_view ends = ".:;?!";
  std::string out;
  for (const char c : why.message + (why.hint.empty() ? "" : " " + why.hint))
    if (c == '\n')
      out += out.empty() || ends.find(out.back()) != ends.npos ? " " : ". ";
    else if (c != '\t')
      out += c;
  return out;
}

} // namespace howdah::app
