#include "tools/table_uri.hpp"

#include "core/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace howdah::tools {

namespace {

constexpr std::string_view scheme = "table://";

bool has_scheme(std::string_view uri) noexcept {
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

} // namespace

std::optional<table_uri> parse_table_uri(std::string_view uri) {
  if (!has_scheme(uri))
    return std::nullopt;
  const auto path = uri.substr(scheme.size());
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

} // namespace howdah::tools
