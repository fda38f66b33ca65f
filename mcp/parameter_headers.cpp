#include "mcp/parameter_headers.hpp"

#include "core/ascii.hpp"
#include "mcp/document.hpp"

#include <algorithm>
#include <string_view>

namespace howdah::mcp {

namespace {

bool same_name(std::string_view one, std::string_view other) noexcept {
  return std::ranges::equal(one, other, {}, lower, lower);
}

problem mismatch(std::string_view name, std::string_view what) {
  return {.code = errc::header_mismatch,
          .message = "Header Mcp-Param-" + std::string(name) + " " + std::string(what) + ".",
          .hint = "Repeat the argument as it is; what is no printable ASCII, or has blanks around "
                  "it, as =?base64?...?=."};
}

/// `42` and `42.0` are one number; anything but a JSON number is none.
bool same_integer(const std::string& header, std::int64_t wanted) {
  document parsed;
  return !parsed.load(header, 1) && parsed.root().integer() == wanted;
}

bool repeats(const std::string& header, const value& argument) {
  if (const auto text = argument.string())
    return header == *text;
  if (const auto truth = argument.boolean())
    return header == (*truth ? "true" : "false");
  if (const auto number = argument.integer())
    return same_integer(header, *number);
  return header == argument.text();
}

} // namespace

result<void> check_parameter_headers(const tool_descriptor& tool, value arguments,
                                     const std::vector<parameter_header>& headers) {
  for (const auto& parameter : tool.parameters) {
    if (parameter.header.empty())
      continue;
    const auto given = arguments[parameter.name];
    if (!given || given.is_null())
      continue;
    const auto named = [&](const auto& each) {
      return same_name(each.name, parameter.header);
    };
    const auto sent = std::ranges::find_if(headers, named);
    if (sent == headers.end())
      return refuse(mismatch(parameter.header, "is missing"));
    if (std::any_of(sent + 1, headers.end(), named))
      return refuse(mismatch(parameter.header, "was sent more than once"));
    if (!sent->value)
      return refuse(mismatch(parameter.header, "is not valid base64"));
    if (!repeats(*sent->value, given))
      return refuse(mismatch(parameter.header, "differs from the argument"));
  }
  return {};
}

} // namespace howdah::mcp
