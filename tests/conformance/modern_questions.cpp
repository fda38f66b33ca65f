#include "tests/conformance/fixture.hpp"
#include "tests/conformance/questions.hpp"
#include "tests/conformance/simple_tool.hpp"

#include <optional>

namespace howdah::conformance {

namespace {

using tools::context;
using tools::input_needed;
using tools::step;

constexpr std::string_view name_form = R"({"name":{"type":"string"}})";
constexpr std::string_view ok_form = R"({"ok":{"type":"boolean"}})";

mcp::input_request ask_name() {
  return ask_form("user_name", "What is your name?", name_form, R"(["name"])");
}
mcp::input_request ask_capital() {
  return ask_model("capital_question", "What is the capital of France?", 100);
}
mcp::input_request ask_ok() {
  return ask_form("confirm", "Please confirm", ok_form, R"(["ok"])");
}

std::optional<std::string> text_of(const context& with, std::string_view key,
                                   std::string_view field) {
  const auto text = mcp::accepted_content(with.inputs[key])[field].string();
  return text ? std::optional(std::string(*text)) : std::nullopt;
}

step greet(const mcp::arguments&, const context& with) {
  if (const auto name = text_of(with, "user_name", "name"))
    return text_result("Hello, " + *name + "!");
  return input_needed{.requests = {ask_name()}};
}

step sample(const mcp::arguments&, const context& with) {
  if (const auto said = with.inputs["capital_question"])
    return text_result(sampled_text(said));
  return input_needed{.requests = {ask_capital()}};
}

step list_roots(const mcp::arguments&, const context& with) {
  const auto said = with.inputs["client_roots"]["roots"];
  if (!said)
    return input_needed{.requests = {ask_roots("client_roots")}};
  std::string text = "Roots:";
  for (const auto root : said.elements())
    text += ' ' + std::string(root["uri"].string().value_or(""));
  return text_result(text);
}

step confirm(const mcp::arguments&, const context& with) {
  if (with.inputs["confirm"] && with.inputs.state() == "asked")
    return text_result("state-ok");
  return input_needed{.requests = {ask_ok()}, .state = "asked"};
}

step several(const mcp::arguments&, const context& with) {
  const auto name = text_of(with, "user_name", "name");
  const auto greeting = with.inputs["greeting"];
  const auto roots = with.inputs["client_roots"]["roots"];
  if (name && greeting && roots)
    return text_result(sampled_text(greeting) + " " + *name + " has " + std::to_string(roots.size())
                       + " roots.");
  return input_needed{.requests = {ask_name(), ask_model("greeting", "Generate a greeting", 50),
                                   ask_roots("client_roots")},
                      .state = "asked"};
}

step two_rounds(const mcp::arguments&, const context& with) {
  constexpr std::string_view second = "step2:";
  const auto& state = with.inputs.state();
  if (state.starts_with(second))
    if (const auto color = text_of(with, "step2", "color"))
      return text_result(state.substr(second.size()) + " likes " + *color + ".");
  const auto name = state.starts_with(second) ? std::optional(state.substr(second.size()))
                                              : text_of(with, "step1", "name");
  if (name)
    return input_needed{.requests = {ask_form("step2", "Step 2: What is your favorite color?",
                                              R"({"color":{"type":"string"}})", R"(["color"])")},
                        .state = std::string(second) + *name};
  return input_needed{.requests
                      = {ask_form("step1", "Step 1: What is your name?", name_form, R"(["name"])")},
                      .state = "step1"};
}

/// Whatever this client can be asked.
step by_capability(const mcp::arguments&, const context& with) {
  if (with.inputs["user_name"] || with.inputs["capital_question"])
    return text_result("Answered.");
  input_needed needed;
  if (with.client.elicitation)
    needed.requests.push_back(ask_name());
  if (with.client.sampling)
    needed.requests.push_back(ask_capital());
  if (needed.requests.empty())
    return text_result("Nothing can be asked.");
  return needed;
}

} // namespace

void add_modern_questions(tools::catalogue& to) {
  const auto add = [&](std::string_view name, simple_tool::behaviour does) {
    to.tools.push_back(
      make_tool({.name = name, .title = "", .description = "Asks its client before it answers."},
                std::move(does)));
  };
  add("test_input_required_result_elicitation", greet);
  add("test_input_required_result_sampling", sample);
  add("test_input_required_result_list_roots", list_roots);
  add("test_input_required_result_request_state", confirm);
  add("test_input_required_result_multiple_inputs", several);
  add("test_input_required_result_multi_round", two_rounds);
  add("test_input_required_result_tampered_state", confirm);
  add("test_input_required_result_capabilities", by_capability);
  add("test_missing_capability", sample);
}

} // namespace howdah::conformance
