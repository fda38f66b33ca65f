#include "mcp/descriptor.hpp"
#include "tests/mcp/parsing.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace howdah::mcp;
using howdah::tests::json;
using type = parameter_descriptor::type;

namespace {

tool_descriptor sample() {
  return {.name = "look",
          .title = "Look \"closely\"",
          .icon = {"M1,1h6v6H1"},
          .description = "Shows\nthings.",
          .parameters = {{.name = "what", .description = "Which thing.", .required = true},
                         {.name = "limit",
                          .kind = type::integer,
                          .default_json = "50",
                          .minimum = 1,
                          .maximum = 1000,
                          .clamp = true},
                         {.name = "deep", .kind = type::boolean, .default_json = "false"},
                         {.name = "form",
                          .default_json = R"("json")",
                          .one_of = {"json", "markdown"},
                          .fold_case = true},
                         {.name = "kinds",
                          .kind = type::string_list,
                          .nullable = true,
                          .one_of = {"VIEW", "BASE TABLE"}},
                         {.name = "values", .kind = type::value_list}},
          .output_schema = R"({"type":"object"})",
          .hints
          = {.read_only = false, .destructive = true, .idempotent = false, .open_world = true}};
}

const std::string input_schema
  = R"("inputSchema":{"type":"object","properties":{)"
    R"("what":{"type":"string","description":"Which thing."},)"
    R"("limit":{"type":"integer","minimum":1,"maximum":1000,"default":50},)"
    R"("deep":{"type":"boolean","default":false},)"
    R"("form":{"type":"string","enum":["json","markdown"],"default":"json"},)"
    R"("kinds":{"type":"array","items":{"type":"string","enum":["VIEW","BASE TABLE"]}},)"
    R"("values":{"type":"array","items":{}}},)"
    R"("required":["what"],"additionalProperties":false})";
const std::string hints
  = R"("readOnlyHint":false,"destructiveHint":true,"idempotentHint":false,"openWorldHint":true})";

} // namespace

TEST(to_json, a_tool_has_the_fields_of_its_revision) {
  const std::string name = R"({"name":"look",)";
  const std::string title = R"("title":"Look \"closely\"",)";
  const std::string description = R"("description":"Shows\nthings.",)";
  const auto tool = sample();
  EXPECT_EQ(to_json(tool, revision::v2024_11_05), name + description + input_schema + "}");
  EXPECT_EQ(to_json(tool, revision::v2025_03_26),
            name + description + input_schema + R"(,"annotations":{)" + title + hints + "}");
  const auto full = name + title + description + input_schema
                    + R"(,"outputSchema":{"type":"object"},"annotations":{)" + hints + "}";
  EXPECT_EQ(to_json(tool, revision::v2025_06_18), full);
  const auto with_icon = name + title + R"("icons":)" + icons_json(tool.icon) + ','
                         + full.substr(name.size() + title.size());
  EXPECT_EQ(to_json(tool, revision::v2025_11_25), with_icon);
  EXPECT_EQ(to_json(tool, revision::v2026_07_28), with_icon);
}

TEST(to_json, a_tool_without_parameters_still_has_an_object_schema) {
  const json entry(to_json(tool_descriptor{.name = "bare", .title = "Bare", .description = "."},
                           revision::v2026_07_28));
  EXPECT_EQ(entry["inputSchema"].text(),
            R"({"type":"object","properties":{},"additionalProperties":false})");
  EXPECT_FALSE(entry["outputSchema"]);
  EXPECT_EQ(entry["annotations"]["readOnlyHint"].boolean(), true);
  EXPECT_EQ(entry["annotations"]["destructiveHint"].boolean(), false);
}

TEST(to_json, whatever_is_listed_has_its_icon_since_2025_11_25) {
  const icon square{.path = "M1,1h6v6H1"};
  const prompt_descriptor prompt{.name = "p", .title = "P", .icon = square, .description = "d"};
  const resource_descriptor page{.uri = "u:",
                                 .name = "n",
                                 .title = "N",
                                 .icon = square,
                                 .description = "d",
                                 .mime_type = "text/plain"};
  const resource_template_descriptor rows{.uri_template = "u:{a}",
                                          .name = "n",
                                          .title = "N",
                                          .icon = square,
                                          .description = "d",
                                          .mime_type = "text/plain"};
  for (const auto rev : {revision::v2024_11_05, revision::v2025_03_26, revision::v2025_06_18,
                         revision::v2025_11_25, revision::v2026_07_28})
    for (const auto& text : {to_json(prompt, rev), to_json(page, rev), to_json(rows, rev)}) {
      const json entry(text);
      EXPECT_EQ(entry["icons"].text(), rev < icons_since ? "" : icons_json(square)) << text;
      EXPECT_EQ(entry["description"].string(), "d");
    }
}

TEST(to_json, prompts_and_templates_have_titles_since_2025_06_18) {
  const prompt_descriptor prompt{.name = "p", .title = "P", .description = "d"};
  EXPECT_EQ(to_json(prompt, revision::v2025_03_26), R"({"name":"p","description":"d"})");
  EXPECT_EQ(to_json(prompt, revision::v2025_06_18),
            R"({"name":"p","title":"P","description":"d"})");
  const resource_template_descriptor rows{.uri_template = "table://{schema}/{table}",
                                          .name = "rows",
                                          .title = "Rows",
                                          .description = "d",
                                          .mime_type = "application/json"};
  EXPECT_EQ(
    to_json(rows, revision::v2024_11_05),
    R"({"uriTemplate":"table://{schema}/{table}","name":"rows","description":"d","mimeType":"application/json"})");
  EXPECT_EQ(
    to_json(rows, revision::v2026_07_28),
    R"({"uriTemplate":"table://{schema}/{table}","name":"rows","title":"Rows","description":"d","mimeType":"application/json"})");
}
