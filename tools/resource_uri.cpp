#include "tools/resource_uri.hpp"

#include "core/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace howdah::tools {

namespace {

constexpr std::string_view table_scheme = "table://";
constexpr std::string_view schema_scheme = "schema://";

bool has_scheme(std::string_view uri, std::string_view scheme) noexcept {
  const auto same = [](char given, char wanted) {
    return given == wanted || (wanted >= 'a' && wanted <= 'z' && given == wanted - 'a' + 'A');
  };
  return uri.size() >= scheme.size()
         && std::ranges::equal(uri.substr(0, scheme.size()), scheme, same);
}

/// The character behind `%`; nothing when these are not two hex digits.
std::optional<char> escaped(std::string_view digits) noexcept {
  unsigned value = 0;
  const auto [end, failure]
    = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  if (digits.size() != 2 || failure != std::errc{} || end != digits.data() + digits.size())
    return std::nullopt;
  return static_cast<char>(static_cast<unsigned char>(value));
}

std::optional<std::string> decode(std::string_view segment) {
  std::string out;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (segment[i] != '%') {
      out += segment[i];
      continue;
    }
    const auto c = escaped(segment.substr(i + 1, 2));
    if (!c)
      return std::nullopt;
    out += *c;
    i += 2;
  }
  return out.empty() || out.find('\0') != std::string::npos || !is_utf8(out)
           ? std::nullopt
           : std::optional(std::move(out));
}

void append_encoded(std::string& out, std::string_view segment) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view unreserved
    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  for (const char each : segment) {
    const auto byte = static_cast<unsigned char>(each);
    if (unreserved.find(each) != std::string_view::npos)
      out += each;
    else
      out.append({'%', digits[byte >> 4], digits[byte & 15]});
  }
}

} // namespace

std::optional<table_uri> parse_table_uri(std::string_view uri) {
  if (!has_scheme(uri, table_scheme))
    return std::nullopt;
  const auto path = uri.substr(table_scheme.size());
  const auto slash = path.find('/');
  if (slash == std::string_view::npos
      || path.find_first_of("/?#", slash + 1) != std::string_view::npos
      || path.substr(0, slash).find_first_of("?#") != std::string_view::npos)
    return std::nullopt;
  auto schema = decode(path.substr(0, slash));
  auto table = decode(path.substr(slash + 1));
  if (!schema || !table)
    return std::nullopt;
  return table_uri{*std::move(schema), *std::move(table)};
}

std::optional<std::string> parse_schema_uri(std::string_view uri) {
  if (!has_scheme(uri, schema_scheme))
    return std::nullopt;
  const auto path = uri.substr(schema_scheme.size());
  return path.find_first_of("/?#") == std::string_view::npos ? decode(path) : std::nullopt;
}

std::string uri_of(const table_uri& table) {
  std::string out(table_scheme);
  append_encoded(out, table.schema);
  out += '/';
  append_encoded(out, table.table);
  return out;
}

std::string uri_of_schema(std::string_view schema) {
  std::string out(schema_scheme);
  append_encoded(out, schema);
  return out;
}

} // namespace howdah::tools
