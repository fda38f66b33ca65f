#include "tests/conformance/fixture.hpp"
#include "tests/conformance/paced_plan.hpp"
#include "tests/conformance/simple_tool.hpp"

namespace howdah::conformance {

namespace {

std::vector<paced_plan::stage> in_halves() {
  return {{.first = mcp::progress{.done = 0, .total = 100}},
          {.first = mcp::progress{.done = 50, .total = 100}},
          {.first = mcp::progress{.done = 100, .total = 100}}};
}

tools::step with_progress(const mcp::arguments&, const tools::context&) {
  return paced(in_halves(), text_result("Done in three stages."));
}

tools::step with_logging(const mcp::arguments&, const tools::context&) {
  return paced({{.log = "Tool execution started"},
                {.log = "Tool processing data"},
                {.log = "Tool execution completed"}},
               text_result("Logged three times, if anybody asked."));
}

tools::step with_pause(const mcp::arguments&, const tools::context&) {
  return paced({{.lasts = std::chrono::milliseconds(100), .pause = true}},
               text_result("The rest, after the pause."));
}

std::unique_ptr<const tools::tool> announcer(std::string_view name, mcp::change what) {
  return make_tool({.name = name, .title = "", .description = "Says that a list has changed."},
                   [what](const mcp::arguments&, const tools::context&) {
                     return tools::step(
                       tools::announcement{.changes = {what}, .then = text_result("Announced.")});
                   });
}

} // namespace

void add_paced_tools(tools::catalogue& to) {
  to.tools.push_back(make_tool({.name = "test_tool_with_progress",
                                .title = "",
                                .description = "Tells how far it is on the way."},
                               with_progress));
  to.tools.push_back(make_tool({.name = "test_streaming_elicitation",
                                .title = "",
                                .description = "Tells how far it is, in a stream."},
                               with_progress));
  for (const auto* const name : {"test_logging_tool", "test_tool_with_logging"})
    to.tools.push_back(
      make_tool({.name = name, .title = "", .description = "Logs on its way."}, with_logging));
  to.tools.push_back(make_tool({.name = "test_reconnection",
                                .title = "",
                                .description = "Closes its stream and answers on the next one."},
                               with_pause));
  to.tools.push_back(announcer("test_trigger_tool_change", mcp::change::tools_list));
  to.tools.push_back(announcer("test_trigger_prompt_change", mcp::change::prompts_list));
  to.announces = true;
}

} // namespace howdah::conformance
