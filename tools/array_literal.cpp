#include "tools/array_literal.hpp"

#include <algorithm>
#include <string_view>

namespace howdah::tools {

namespace {

bool is_null_word(std::string_view text) noexcept {
  return std::ranges::equal(text, std::string_view("null"),
                            [](char a, char b) { return a == b || a + ('a' - 'A') == b; });
}

bool needs_quotes(std::string_view text) noexcept {
  return text.empty() || is_null_word(text)
         || text.find_first_of("{},\"\\ \t\n\r\v\f") != std::string_view::npos;
}

void append_element(std::string& out, std::string_view text) {
  if (!needs_quotes(text)) {
    out += text;
    return;
  }
  out += '"';
  for (const auto c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  out += '"';
}

/// A list without any element that is not such a list itself.
bool is_hollow(mcp::value value) {
  for (const auto element : value.elements())
    if (!is_hollow(element))
      return false;
  return value.is_array();
}

void append_list(std::string& out, mcp::value list) {
  out += '{';
  bool first = true;
  for (const auto element : list.elements()) {
    if (!first)
      out += ',';
    first = false;
    if (element.is_array())
      append_list(out, element);
    else if (element.is_null())
      out += "NULL";
    else
      append_element(out, scalar_text(element));
  }
  out += '}';
}

} // namespace

std::string array_literal(mcp::value list) {
  if (is_hollow(list))
    return "{}";
  std::string out;
  append_list(out, list);
  return out;
}

std::string scalar_text(mcp::value scalar) {
  if (const auto truth = scalar.boolean())
    return *truth ? "t" : "f";
  if (const auto text = scalar.string())
    return std::string(*text);
  return scalar.text();
}

} // namespace howdah::tools
