#include "app/demo/introduction.hpp"

#include <gmock/gmock.h>
#include <sstream>
#include <string>

namespace howdah::app {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(introduction, names_every_client_with_both_transports_over_http) {
  const auto text = introduction{.program = "/opt/howdah",
                                 .url = "http://127.0.0.1:8000/mcp",
                                 .sse_url = "http://127.0.0.1:8000/sse"}
                      .text();
  for (
    const auto* part :
    {"claude mcp add --transport http howdah-demo http://127.0.0.1:8000/mcp",
     "claude mcp add howdah-demo -- /opt/howdah --demo",
     R"({"mcpServers": {"howdah-demo": {"command": "/opt/howdah", "args": ["--demo"]}}})",
     R"({"mcpServers": {"howdah-demo": {"command": "npx", "args": ["-y", "mcp-remote", "http://127.0.0.1:8000/mcp"]}}})",
     R"({"mcpServers": {"howdah-demo": {"url": "http://127.0.0.1:8000/mcp"}}})",
     R"({"servers": {"howdah-demo": {"type": "http", "url": "http://127.0.0.1:8000/mcp"}}})",
     R"({"servers": {"howdah-demo": {"type": "stdio", "command": "/opt/howdah", "args": ["--demo"]}}})",
     "Claude Desktop", "Cursor", "VS Code", "  http://127.0.0.1:8000/sse  (HTTP+SSE",
     "inspector --transport http --server-url http://127.0.0.1:8000/mcp"})
    EXPECT_THAT(text, HasSubstr(part));
}

TEST(introduction, over_stdio_there_is_no_url) {
  const auto text = introduction{.program = "/opt/howdah"}.text();
  EXPECT_THAT(text, AllOf(Not(HasSubstr("curl")), Not(HasSubstr("http")),
                          HasSubstr("-- /opt/howdah --demo")));
}

TEST(introduction, the_curl_line_stands_alone_on_one_line) {
  std::istringstream lines(
    introduction{.program = "/opt/howdah", .url = "http://127.0.0.1:8000/mcp"}.text());
  std::string found;
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("curl "))
      found = line;
  EXPECT_THAT(found, AllOf(HasSubstr("http://127.0.0.1:8000/mcp"), HasSubstr("tools/call"),
                           HasSubstr("}}}}'")));
}

TEST(introduction, a_path_with_blanks_and_quotes_survives_shell_and_json) {
  const auto text = introduction{.program = "/opt/it's \"here\"/howdah"}.text();
  EXPECT_THAT(text, AllOf(HasSubstr(R"('/opt/it'\''s "here"/howdah' --demo)"),
                          HasSubstr(R"("/opt/it's \"here\"/howdah")")));
}

} // namespace
} // namespace howdah::app
