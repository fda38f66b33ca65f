#include "tests/conformance/fixture.hpp"
#include "tests/conformance/samples.hpp"
#include "tests/conformance/simple_tool.hpp"

namespace howdah::conformance {

namespace {

constexpr std::string_view schema_2020_12
  = R"({"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",)"
    R"("$defs":{"address":{"$anchor":"addressDef","type":"object",)"
    R"("properties":{"street":{"type":"string"},"city":{"type":"string"}}}},)"
    R"("properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},)"
    R"("contactMethod":{"type":"string","enum":["phone","email"]},)"
    R"("phone":{"type":"string"},"email":{"type":"string"}},)"
    R"("allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],)"
    R"("if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},)"
    R"("then":{"required":["phone"]},"else":{"required":["email"]},)"
    R"("additionalProperties":false})";

mcp::tool_result several_kinds() {
  return {.blocks = {mcp::text_content("Multiple content types test:"),
                     mcp::image_content(png, "image/png"),
                     mcp::embedded_text("test://mixed-content-resource", "application/json",
                                        R"({"test":"data","value":123})")}};
}

mcp::tool_result an_error() {
  return {.blocks = {mcp::text_content("This tool intentionally returns an error for testing")},
          .is_error = true};
}

} // namespace

void add_content_tools(tools::catalogue& to) {
  to.tools.push_back(make_tool("test_simple_text", "Answers with text.",
                               text_result("This is a simple text response for testing.")));
  to.tools.push_back(make_tool("test_image_content", "Answers with an image.",
                               {.blocks = {mcp::image_content(png, "image/png")}}));
  to.tools.push_back(make_tool("test_audio_content", "Answers with audio.",
                               {.blocks = {mcp::audio_content(wav, "audio/wav")}}));
  to.tools.push_back(
    make_tool("test_embedded_resource", "Answers with a resource inside.",
              {.blocks = {mcp::embedded_text("test://embedded-resource", "text/plain",
                                             "This is an embedded resource content.")}}));
  to.tools.push_back(make_tool("test_multiple_content_types", "Answers with blocks of three kinds.",
                               several_kinds()));
  to.tools.push_back(make_tool(
    {.name = "routed_echo",
     .title = "",
     .description = "Says where it was routed.",
     .parameters = {{.name = "region", .description = "Where to.", .header = "Region"}}},
    [](const mcp::arguments& given, const tools::context&) {
      return tools::step(mcp::answer(text_result(given.string("region").value_or("nowhere"))));
    }));
  to.tools.push_back(make_tool("test_error_handling", "Fails.", an_error()));
  to.tools.push_back(make_tool(
    {.name = "json_schema_2020_12_tool",
     .title = "",
     .description = "Has a schema of JSON Schema 2020-12.",
     .input_schema = schema_2020_12},
    [](const auto&, const auto&) { return tools::step(mcp::answer(text_result("Fits."))); }));
}

} // namespace howdah::conformance
