#include "tests/conformance/fixture.hpp"
#include "tests/conformance/paced_plan.hpp"
#include "tests/conformance/questions.hpp"
#include "tests/conformance/simple_tool.hpp"

#include <chrono>

namespace howdah::conformance {

namespace {

using namespace std::chrono_literals;
using mcp::task_support;
using tools::context;
using tools::step;
using type = mcp::parameter_descriptor::type;

step greet(const mcp::arguments& given, const context&) {
  return text_result("Hello, " + *given.string("name") + "!");
}

step compute(const mcp::arguments& given, const context&) {
  const auto seconds = given.integer("seconds").value_or(0);
  const auto result = text_result("Computed " + given.string("label").value_or("nothing") + ".");
  if (seconds <= 0)
    return result;
  return paced({{.lasts = std::chrono::seconds(seconds)}}, result);
}

step fail(const mcp::arguments&, const context&) {
  return paced({{.lasts = 1s}}, mcp::tool_result{.blocks = {mcp::text_content("The job failed.")},
                                                 .is_error = true});
}

step break_protocol(const mcp::arguments&, const context&) {
  return paced({{.lasts = 50ms}}, problem{.message = "The job broke down."});
}

step confirm_delete(const mcp::arguments& given, const context& with) {
  const auto file = *given.string("filename");
  if (const auto said = with.inputs["confirm"])
    return text_result(mcp::accepted_content(said)["confirm"].boolean() == true
                         ? "Deleted " + file + "."
                         : "Kept " + file + ".");
  return tools::input_needed{.requests
                             = {ask_form("confirm", "Delete " + file + "?",
                                         R"({"confirm":{"type":"boolean"}})", R"(["confirm"])")},
                             .park = true};
}

step ask_two(const mcp::arguments&, const context& with) {
  if (with.inputs["first"] && with.inputs["second"])
    return text_result("Both were answered.");
  return tools::input_needed{.requests
                             = {ask_form("first", "First?", R"({"it":{"type":"string"}})", "[]"),
                                ask_form("second", "Second?", R"({"it":{"type":"string"}})", "[]")},
                             .park = true};
}

step ask_then_work(const mcp::arguments&, const context& with) {
  const auto name = mcp::accepted_content(with.inputs["user_name"])["name"].string();
  if (name)
    return paced({{.lasts = 50ms}}, text_result("Hello, " + std::string(*name) + "!"));
  return tools::input_needed{.requests
                             = {ask_form("user_name", "What is your name?",
                                         R"({"name":{"type":"string"}})", R"(["name"])")}};
}

} // namespace

void add_task_tools(tools::catalogue& to) {
  const auto add
    = [&](std::string_view name, task_support support,
          std::vector<mcp::parameter_descriptor> parameters, simple_tool::behaviour does) {
        to.tools.push_back(make_tool({.name = name,
                                      .title = "",
                                      .description = "May go on as a task.",
                                      .parameters = std::move(parameters),
                                      .tasks = support},
                                     std::move(does)));
      };
  add("greet", task_support::none, {{.name = "name", .required = true}}, greet);
  add("slow_compute", task_support::optional,
      {{.name = "seconds", .kind = type::integer}, {.name = "label"}}, compute);
  add("failing_job", task_support::required, {}, fail);
  add("protocol_error_job", task_support::optional, {}, break_protocol);
  add("confirm_delete", task_support::optional, {{.name = "filename", .required = true}},
      confirm_delete);
  add("multi_input", task_support::optional, {}, ask_two);
  add("test_tool_with_task", task_support::required, {}, ask_then_work);
}

} // namespace howdah::conformance
