#include "tests/support/snapshot.hpp"
#include "tools/catalogue.hpp"

#include <gtest/gtest.h>

namespace howdah {
namespace {

std::string_view name_of(mcp::parameter_descriptor::type kind) {
  using type = mcp::parameter_descriptor::type;
  switch (kind) {
  case type::string:
    return "string";
  case type::integer:
    return "integer";
  case type::boolean:
    return "boolean";
  case type::string_list:
    return "list of strings";
  case type::value_list:
    return "list";
  }
  return "";
}

std::string allowed(const mcp::parameter_descriptor& parameter) {
  std::string text;
  for (const auto& each : parameter.one_of)
    text += (text.empty() ? "`" : ", `") + std::string(each) + "`";
  if (parameter.minimum && parameter.maximum)
    text += std::to_string(*parameter.minimum) + " to " + std::to_string(*parameter.maximum);
  return text;
}

std::string row(const mcp::parameter_descriptor& parameter) {
  const auto fallback
    = parameter.required ? "required" : "`" + std::string(parameter.default_json) + "`";
  return "| `" + std::string(parameter.name) + "` | " + std::string(name_of(parameter.kind)) + " | "
         + fallback + " | " + allowed(parameter) + " | " + std::string(parameter.description)
         + " |\n";
}

std::string section(const mcp::tool_descriptor& tool) {
  auto text = "\n## " + std::string(tool.name) + "\n\n" + std::string(tool.description) + "\n\n";
  if (!tool.parameters.empty()) {
    text += "| parameter | type | default | allowed | what it is |\n|---|---|---|---|---|\n";
    for (const auto& parameter : tool.parameters)
      text += row(parameter);
  }
  return text + "\nOutput schema:\n\n```text\n" + tool.output_schema + "\n```\n";
}

std::string page(const tools::catalogue& offered) {
  std::string text = R"(# Tools

What a model sees of each tool, generated from the code. Every result has text for reading and `structuredContent` that fits the
output schema; a failure is a result with `isError: true` whose `structuredContent.error` says what to do ([errors](errors.md)).
)";
  for (const auto* tool : offered.tool_descriptors())
    text += section(*tool);
  text += "\n# Prompts\n\n";
  for (const auto* prompt : offered.prompt_descriptors())
    text += "- `" + std::string(prompt->name) + "`: " + std::string(prompt->description) + "\n";
  text += "\n# Resources\n";
  for (const auto* resource : offered.template_descriptors())
    text += "\n## " + std::string(resource->name) + "\n\n`" + std::string(resource->uri_template)
            + "`: " + std::string(resource->description) + "\n";
  return text;
}

TEST(tools_page, says_what_the_code_says) {
  tests::expect_snapshot("docs/tools.md",
                         page(tools::standard_catalogue({}, access_mode::read_write)));
}

} // namespace
} // namespace howdah
