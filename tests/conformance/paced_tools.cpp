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
  to.tools.push_back(
    make_tool("test_logging_tool", "Says nothing on its way.", text_result("Nothing was logged.")));
}

} // namespace howdah::conformance
