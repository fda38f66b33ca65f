#include "tests/support/snapshot.hpp"
#include "tools/catalogue.hpp"

#include <gtest/gtest.h>

namespace howdah {
namespace {

/// The calls are made and their answers compared by tests/e2e/docs_samples_test.py.
constexpr const char* head = R"(# Tools

What a model sees of each tool, generated from the code. Every result has text for reading and `structuredContent` that fits the
output schema; a failure is a result with `isError: true` whose `structuredContent.error` says what to do ([errors](errors.md)).

## A call and its answer

With the sample database of `howdah --demo`:

```json
{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "query", "arguments": {
  "sql": "select name, price from shop.products where price < $1 order by price", "parameters": [3.07]}}}
```

```json
{"jsonrpc": "2.0", "id": 1, "result": {
  "content": [{"type": "text", "text": "name | price\n--- | ---\nPlain birch 347 | 2.34\nRoyal walnut 190 | 3.06"}],
  "structuredContent": {
    "columns": [{"name": "name", "type": "text"}, {"name": "price", "type": "numeric"}],
    "rows": [["Plain birch 347", "2.34"], ["Royal walnut 190", "3.06"]],
    "row_count": 2, "truncated": false, "command": "SELECT 2"},
  "isError": false}}
```

A mistake comes back with what helps to mend it:

```json
{"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "query", "arguments": {"sql": "select nam from shop.products"}}}
```

```json
{"jsonrpc": "2.0", "id": 2, "result": {
  "content": [
    {"type": "text", "text": "Query error: column \"nam\" does not exist\nLINE 1: select nam from shop.products\n               ^\nHINT:  Perhaps you meant to reference the column \"products.name\"."},
    {"type": "text", "text": "SQLSTATE: 42703"}],
  "structuredContent": {"error": {"code": "query_failed", "number": 502, "sqlstate": "42703", "position": 8,
    "hint": "Perhaps you meant to reference the column \"products.name\"."}},
  "isError": true}}
```
)";

std::string type_of(const mcp::parameter_descriptor& parameter) {
  const bool strings = parameter.kind == mcp::parameter_descriptor::type::string_list;
  return std::string(mcp::json_type(parameter.kind)) + (strings ? " of strings" : "");
}

std::string fallback(const mcp::parameter_descriptor& parameter) {
  if (parameter.required)
    return "required";
  return parameter.default_json.empty() ? "–" : "`" + std::string(parameter.default_json) + "`";
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
  return "| `" + std::string(parameter.name) + "` | " + type_of(parameter) + " | "
         + fallback(parameter) + " | " + allowed(parameter) + " | "
         + std::string(parameter.description) + " |\n";
}

std::string section(const mcp::tool_descriptor& tool) {
  auto text = "\n## " + std::string(tool.name) + "\n\n" + std::string(tool.description) + "\n\n";
  if (tool.parameters.empty())
    text += "It has no parameters.\n";
  else {
    text += "| parameter | type | default | allowed | what it is |\n|---|---|---|---|---|\n";
    for (const auto& parameter : tool.parameters)
      text += row(parameter);
  }
  return text + "\nOutput schema:\n\n```text\n" + tool.output_schema + "\n```\n";
}

std::string page(const tools::catalogue& offered) {
  std::string text(head);
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
