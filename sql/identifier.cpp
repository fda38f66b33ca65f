#include "sql/identifier.hpp"

#include "core/ascii.hpp"

namespace howdah::sql {

namespace {

void append_quoted(std::string& out, std::string_view part) {
  out.push_back('"');
  for (const char c : part)
    out.append(c == '"' ? 2 : 1, c);
  out.push_back('"');
}

bool begins_name(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
         || static_cast<unsigned char>(c) >= 0x80;
}

bool continues_name(char c) noexcept {
  return begins_name(c) || (c >= '0' && c <= '9') || c == '$';
}

/// Takes a part in double quotes off the beginning of `text`.
std::optional<std::string> take_quoted(std::string_view& text) {
  std::string part;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] != '"') {
      part += text[i];
    } else if (i + 1 < text.size() && text[i + 1] == '"') {
      part += text[i++];
    } else {
      text.remove_prefix(i + 1);
      return part.empty() ? std::nullopt : std::optional(part);
    }
  }
  return std::nullopt;
}

std::optional<std::string> take_part(std::string_view& text) {
  if (text.starts_with('"'))
    return take_quoted(text);
  if (text.empty() || !begins_name(text.front()))
    return std::nullopt;
  std::string part;
  while (!text.empty() && continues_name(text.front())) {
    part += lower(text.front());
    text.remove_prefix(1);
  }
  return part;
}

} // namespace

std::optional<written_name> read_name(std::string_view text) {
  constexpr std::string_view blanks = " \t\n\r\f\v";
  const auto first = text.find_first_not_of(blanks);
  if (first == text.npos)
    return std::nullopt;
  text = text.substr(first, text.find_last_not_of(blanks) - first + 1);
  auto one = take_part(text);
  if (!one || text.empty())
    return one ? std::optional(written_name{{}, *std::move(one)}) : std::nullopt;
  if (text.front() != '.')
    return std::nullopt;
  text.remove_prefix(1);
  auto two = take_part(text);
  if (!two || !text.empty())
    return std::nullopt;
  return written_name{*std::move(one), *std::move(two)};
}

std::string quoted_name(std::string_view schema, std::string_view name) {
  std::string out;
  if (!schema.empty()) {
    append_quoted(out, schema);
    out.push_back('.');
  }
  append_quoted(out, name);
  return out;
}

} // namespace howdah::sql
