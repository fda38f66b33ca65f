#include "tests/conformance/fixture.hpp"
#include "tests/conformance/questions.hpp"
#include "tests/conformance/simple_tool.hpp"

namespace howdah::conformance {

namespace {

constexpr std::string_view key = "asked";

constexpr std::string_view defaults
  = R"({"name":{"type":"string","description":"User name","default":"John Doe"},)"
    R"("age":{"type":"integer","description":"User age","default":30},)"
    R"("score":{"type":"number","description":"User score","default":95.5},)"
    R"("status":{"type":"string","enum":["active","inactive","pending"],"default":"active"},)"
    R"("verified":{"type":"boolean","default":true}})";

constexpr std::string_view choices
  = R"({"untitledSingle":{"type":"string","enum":["option1","option2","option3"]},)"
    R"("titledSingle":{"type":"string","oneOf":[{"const":"value1","title":"First Option"},)"
    R"({"const":"value2","title":"Second Option"},{"const":"value3","title":"Third Option"}]},)"
    R"("legacyEnum":{"type":"string","enum":["opt1","opt2","opt3"],)"
    R"("enumNames":["Option One","Option Two","Option Three"]},)"
    R"("untitledMulti":{"type":"array","items":{"type":"string",)"
    R"("enum":["option1","option2","option3"]}},)"
    R"("titledMulti":{"type":"array","items":{"anyOf":[)"
    R"({"const":"value1","title":"First Choice"},{"const":"value2","title":"Second Choice"},)"
    R"({"const":"value3","title":"Third Choice"}]}}})";

constexpr std::string_view contact
  = R"({"username":{"type":"string","description":"User's response"},)"
    R"("email":{"type":"string","description":"User's email address"}})";

/// Asks one form, then tells what came back.
std::unique_ptr<const tools::tool> form_tool(std::string_view name, std::string_view properties) {
  return make_tool(
    {.name = name, .title = "", .description = "Has a form filled in."},
    [=](const mcp::arguments&, const tools::context& with) -> tools::step {
      const auto said = with.inputs[key];
      if (!said)
        return tools::input_needed{
          .requests = {ask_form(std::string(key), "Please review the form", properties, "[]")}};
      return text_result(
        "Elicitation completed: action=" + std::string(said["action"].string().value_or(""))
        + ", content=" + (said["content"] ? said["content"].text() : std::string("{}")));
    });
}

tools::step sample(const mcp::arguments& given, const tools::context& with) {
  if (const auto said = with.inputs[key])
    return text_result("LLM response: " + sampled_text(said));
  return tools::input_needed{.requests
                             = {ask_model(std::string(key), *given.string("prompt"), 100)}};
}

tools::step elicit(const mcp::arguments& given, const tools::context& with) {
  if (const auto said = with.inputs[key])
    return text_result("User response: " + said.text());
  return tools::input_needed{.requests = {ask_form(std::string(key), *given.string("message"),
                                                   contact, R"(["username","email"])")}};
}

} // namespace

void add_legacy_questions(tools::catalogue& to) {
  to.tools.push_back(make_tool({.name = "test_sampling",
                                .title = "",
                                .description = "Asks the client's model.",
                                .parameters = {{.name = "prompt", .required = true}}},
                               sample));
  to.tools.push_back(make_tool({.name = "test_elicitation",
                                .title = "",
                                .description = "Asks the user.",
                                .parameters = {{.name = "message", .required = true}}},
                               elicit));
  to.tools.push_back(form_tool("test_elicitation_sep1034_defaults", defaults));
  to.tools.push_back(form_tool("test_elicitation_sep1330_enums", choices));
}

} // namespace howdah::conformance
