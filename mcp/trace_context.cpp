#include "mcp/trace_context.hpp"

#include "mcp/meta.hpp"

#include <algorithm>
#include <cstddef>

namespace howdah::mcp {

namespace {

bool is_hex(std::string_view text) {
  return std::ranges::all_of(
    text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool names_something(std::string_view id) {
  return is_hex(id) && id.find_first_not_of('0') != std::string_view::npos;
}

/// Version 00 ends after its flags; what later ones append begins with a dash.
bool ends_rightly(std::string_view version, std::string_view rest) {
  return rest.empty() || (version != "00" && rest.front() == '-');
}

} // namespace

std::optional<trace_context> parse_traceparent(std::string_view text) {
  constexpr std::string_view shape = "00-tttttttttttttttttttttttttttttttt-pppppppppppppppp-ff";
  if (text.size() < shape.size())
    return std::nullopt;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if ((shape[i] == '-') != (text[i] == '-'))
      return std::nullopt;
  const auto version = text.substr(0, 2);
  const auto trace_id = text.substr(3, 32);
  const auto parent_id = text.substr(36, 16);
  if (!is_hex(version) || version == "ff" || !names_something(trace_id)
      || !names_something(parent_id) || !is_hex(text.substr(53, 2))
      || !ends_rightly(version, text.substr(shape.size())))
    return std::nullopt;
  return trace_context{std::string(trace_id), std::string(parent_id)};
}

trace_context trace_of(const message& from, const std::optional<std::string>& header) {
  if (const auto stated = meta_of(from)[meta::traceparent].string())
    if (auto known = parse_traceparent(*stated))
      return *std::move(known);
  if (header)
    if (auto known = parse_traceparent(*header))
      return *std::move(known);
  return {};
}

} // namespace howdah::mcp
