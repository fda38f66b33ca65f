#include "mcp/argument_problem.hpp"

#include "mcp/nearest.hpp"

#include <string>
#include <vector>

namespace howdah::mcp {

namespace {

using type = parameter_descriptor::type;

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (const auto word : words)
    out.append(out.empty() ? "" : ", ").append(word);
  return out;
}

/// At most 60 bytes of a text, cut between characters.
std::string shortened(std::string text) {
  constexpr std::size_t most = 60;
  if (text.size() <= most)
    return text;
  auto end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  return text.substr(0, end) + "…";
}

std::string range(const parameter_descriptor& of) {
  if (of.minimum && of.maximum)
    return " from " + std::to_string(*of.minimum) + " to " + std::to_string(*of.maximum);
  if (of.minimum)
    return " of at least " + std::to_string(*of.minimum);
  if (of.maximum)
    return " of at most " + std::to_string(*of.maximum);
  return "";
}

std::string choices(const parameter_descriptor& of) {
  std::string out;
  for (const auto choice : of.one_of)
    out.append(out.empty() ? "" : ", ").append(json_string(choice));
  return out;
}

/// "must be …"
std::string wanted(const parameter_descriptor& of) {
  switch (of.kind) {
  case type::string:
    return of.one_of.empty() ? "a string" : "one of " + choices(of);
  case type::integer:
    return "a whole number" + range(of);
  case type::boolean:
    return "true or false";
  case type::string_list:
    return of.one_of.empty() ? "a list of strings" : "a list of " + choices(of);
  case type::value_list:
    return "a list of values";
  }
  return "given";
}

problem invalid(std::string message, std::string hint = {}) {
  return {.code = errc::invalid_argument, .message = std::move(message), .hint = std::move(hint)};
}

} // namespace

problem unknown_argument(const tool_descriptor& tool, std::string_view name) {
  auto message = "Unknown argument " + shortened(json_string(name)) + " of tool "
                 + std::string(tool.name) + ".";
  if (tool.parameters.empty())
    return invalid(std::move(message), "This tool takes no arguments.");
  std::vector<std::string_view> known;
  for (const auto& parameter : tool.parameters)
    known.push_back(parameter.name);
  return invalid(std::move(message),
                 "Allowed: " + joined(nearest_first(name, std::move(known))) + ".");
}

problem missing_argument(const tool_descriptor& tool, const parameter_descriptor& parameter) {
  return invalid("Missing argument " + json_string(parameter.name) + " of tool "
                   + std::string(tool.name) + ".",
                 "It must be " + wanted(parameter) + ".");
}

problem wrong_argument(const parameter_descriptor& parameter, value given) {
  return invalid("Argument " + json_string(parameter.name) + " must be " + wanted(parameter)
                 + ", not " + shortened(given.text()) + ".");
}

} // namespace howdah::mcp
