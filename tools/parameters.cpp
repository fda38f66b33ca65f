#include "tools/parameters.hpp"

#include "tools/array_literal.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace howdah::tools {

namespace {

using postgres::oid;

constexpr oid untyped = 0, boolean = 16, bigint = 20, smallint = 21, integer = 23,
              double_precision = 701, numeric = 1700, jsonb = 3802;

constexpr std::pair<oid, oid> arrays[]
  = {{boolean, 1000},          {bigint, 1016},  {smallint, 1005}, {integer, 1007},
     {double_precision, 1022}, {numeric, 1231}, {jsonb, 3807}};

oid array_of(oid element) noexcept {
  const auto* found = std::ranges::find(arrays, element, &std::pair<oid, oid>::first);
  return found == std::end(arrays) ? untyped : found->second;
}

oid type_of_whole(std::int64_t number, placeholder_style style) noexcept {
  const auto fits = [&]<class T>(T) {
    return number >= std::numeric_limits<T>::min() && number <= std::numeric_limits<T>::max();
  };
  if (style == placeholder_style::percent && fits(std::int16_t{}))
    return smallint;
  return fits(std::int32_t{}) ? integer : bigint;
}

oid type_of_number(std::string_view text, placeholder_style style) noexcept {
  if (text.find_first_of(".eE") != std::string_view::npos)
    return style == placeholder_style::percent ? double_precision : numeric;
  std::int64_t whole = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), whole);
  return parsed.ec == std::errc{} ? type_of_whole(whole, style) : numeric;
}

/// Smaller numbers go into larger ones; nothing else mixes.
constexpr oid widths[] = {smallint, integer, bigint, numeric, double_precision};

oid wider(oid a, oid b) noexcept {
  const auto* const x = std::ranges::find(widths, a);
  const auto* const y = std::ranges::find(widths, b);
  if (a == b)
    return a;
  return x == std::end(widths) || y == std::end(widths) ? untyped : std::max(x, y)[0];
}

/// The type of a scalar, or of the elements of a list; nothing where there are only nulls.
std::optional<oid> element_type(mcp::value value, placeholder_style style) {
  if (value.is_null())
    return std::nullopt;
  if (value.is_array()) {
    std::optional<oid> common;
    for (const auto element : value.elements())
      if (const auto type = element_type(element, style))
        common = common ? wider(*common, *type) : *type;
    return common;
  }
  if (const auto number = value.number())
    return type_of_number(*number, style);
  return value.is_bool() ? boolean : value.is_object() ? jsonb : untyped;
}

postgres::parameter bind_one(mcp::value value, placeholder_style style) {
  if (value.is_null())
    return {};
  const auto type = element_type(value, style).value_or(untyped);
  if (value.is_array())
    return {.text = array_literal(value), .type = array_of(type)};
  return {.text = scalar_text(value), .type = type};
}

} // namespace

result<std::vector<postgres::parameter>> bind(const std::vector<mcp::value>& values,
                                              placeholder_style style) {
  std::vector<postgres::parameter> bound;
  bound.reserve(values.size());
  for (const auto value : values) {
    auto& last = bound.emplace_back(bind_one(value, style));
    if (last.text && last.text->find('\0') != std::string::npos)
      return refuse(errc::invalid_argument,
                    "parameters[" + std::to_string(bound.size() - 1)
                      + "] holds a NUL character (\\u0000), which PostgreSQL's text cannot hold.",
                    "Leave it out, or send the bytes as bytea in hex: '\\x6100'.");
  }
  return bound;
}

} // namespace howdah::tools
