#include "sql/lexemes.hpp"

#include <algorithm>

namespace howdah::sql {

namespace {

bool in_name(char c) noexcept {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x80 || (u >= '0' && u <= '9') || (u >= 'A' && u <= 'Z') || (u >= 'a' && u <= 'z')
         || u == '_' || u == '$';
}

/// E'…' is the one kind of literal in which a backslash escapes.
bool escapes(std::string_view text, std::size_t quote) noexcept {
  if (quote == 0 || (text[quote - 1] != 'E' && text[quote - 1] != 'e'))
    return false;
  return quote == 1 || !in_name(text[quote - 2]);
}

std::size_t end_of_quotes(std::string_view text, std::size_t at) noexcept {
  const char quote = text[at];
  const bool backslash = quote == '\'' && escapes(text, at);
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    const bool ends = text[i] == quote;
    const bool doubled = ends && text.substr(i + 1, 1) == text.substr(at, 1);
    if (doubled || (backslash && text[i] == '\\'))
      ++i;
    else if (ends)
      return i + 1;
  }
  return text.size();
}

std::size_t end_of_line(std::string_view text, std::size_t at) noexcept {
  return std::min(text.find_first_of("\r\n", at), text.size());
}

std::size_t end_of_comment(std::string_view text, std::size_t at) noexcept {
  int depth = 0;
  for (std::size_t i = at; i + 1 < text.size(); ++i) {
    const auto two = text.substr(i, 2);
    if (two == "/*") {
      ++depth;
      ++i;
    } else if (two == "*/") {
      ++i;
      if (--depth == 0)
        return i + 1;
    }
  }
  return text.size();
}

std::size_t end_of_dollars(std::string_view text, std::size_t at) noexcept {
  if (at > 0 && in_name(text[at - 1]))
    return at;
  const auto close = text.find('$', at + 1);
  if (close == std::string_view::npos)
    return at;
  const auto tag = text.substr(at + 1, close - at - 1);
  const bool digit_first = !tag.empty() && tag[0] >= '0' && tag[0] <= '9';
  const auto usual = [](char c) {
    return in_name(c) && static_cast<unsigned char>(c) < 0x80;
  };
  if (digit_first || !std::ranges::all_of(tag, usual))
    return at;
  const auto marker = text.substr(at, close - at + 1);
  const auto end = text.find(marker, close + 1);
  return end == std::string_view::npos ? text.size() : end + marker.size();
}

} // namespace

std::size_t quoted_until(std::string_view text, std::size_t at) noexcept {
  const auto two = text.substr(at, 2);
  if (text[at] == '\'' || text[at] == '"')
    return end_of_quotes(text, at);
  if (two == "--")
    return end_of_line(text, at);
  if (two == "/*")
    return end_of_comment(text, at);
  return text[at] == '$' ? end_of_dollars(text, at) : at;
}

} // namespace howdah::sql
