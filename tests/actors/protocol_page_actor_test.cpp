#include "actors/herald.hpp"
#include "mcp/era.hpp"
#include "mcp/icon.hpp"
#include "mcp/lifecycle.hpp"
#include "mcp/log_level.hpp"
#include "tests/actors/dispatcher_fixture.hpp"
#include "tests/support/snapshot.hpp"

#include <array>
#include <string>
#include <string_view>

namespace howdah::actors {
namespace {

using namespace tests_of_dispatcher;
using mcp::revision;

constexpr std::array newest_first{revision::v2026_07_28, revision::v2025_11_25,
                                  revision::v2025_06_18, revision::v2025_03_26,
                                  revision::v2024_11_05};

constexpr std::array<std::string_view, 18> methods{"initialize",
                                                   "server/discover",
                                                   "ping",
                                                   "tools/list",
                                                   "tools/call",
                                                   "prompts/list",
                                                   "prompts/get",
                                                   "resources/list",
                                                   "resources/templates/list",
                                                   "resources/read",
                                                   "resources/subscribe",
                                                   "resources/unsubscribe",
                                                   "subscriptions/listen",
                                                   "completion/complete",
                                                   "logging/setLevel",
                                                   "tasks/get",
                                                   "tasks/update",
                                                   "tasks/cancel"};

/// Asks the dispatcher of a whole server, over a pipe of its own for each revision, what it serves.
class protocol_page : public dispatcher_test {
protected:
  void open_whole_server() {
    settings.herald = spawn_broker(herald, herald_settings{});
    settings.server.database_configured = true;
    settings.lists_change = true;
    settings.offered
      = std::make_shared<const tools::catalogue>(tools::standard_catalogue({}, access_mode::read_write));
    open();
  }

  static std::string params(revision rev) {
    if (!mcp::modern(rev))
      return R"({"protocolVersion":")" + std::string(mcp::name_of(rev)) + R"(","capabilities":{}})";
    return R"({"_meta":{"io.modelcontextprotocol/protocolVersion":")" + std::string(mcp::name_of(rev))
           + R"(","io.modelcontextprotocol/clientCapabilities":{"extensions":{"io.modelcontextprotocol/tasks":{}}}}})";
  }

  std::string ask(revision rev, std::string_view method, std::uint64_t pipes = 10) {
    seen.replies.clear();
    receive(R"({"jsonrpc":"2.0","id":1,"method":")" + std::string(method) + R"(","params":)"
              + params(rev) + '}',
            {.via = carrier::stdio, .connection = pipes + static_cast<std::uint64_t>(rev)});
    return seen.replies.empty() ? "" : last().body;
  }

  bool serves(revision rev, std::string_view method) {
    return ask(rev, method).find(R"("code":-32601)") == std::string::npos;
  }

  std::string capabilities(revision rev) {
    const auto frame
      = mcp::parse_frame(ask(rev, mcp::modern(rev) ? "server/discover" : "initialize", 100), 64);
    return (*frame->messages.front())->root()["result"]["capabilities"].text();
  }

  static std::string head(std::string_view first) {
    std::string line = "| " + std::string(first);
    std::string rule = "|---";
    for (const auto rev : newest_first) {
      line.append(" | ").append(mcp::name_of(rev));
      rule += "|---";
    }
    return line + " |\n" + rule + "|\n";
  }

  template <class Cell>
  static std::string row(std::string_view name, Cell cell) {
    std::string line = "| " + std::string(name) + " |";
    for (const auto rev : newest_first)
      line += ' ' + std::string(cell(rev)) + " |";
    return line + '\n';
  }

  std::string methods_table() {
    std::string text = head("method");
    for (const auto method : methods)
      text += row("`" + std::string(method) + "`",
                  [&](revision rev) { return serves(rev, method) ? "yes" : "–"; });
    return text;
  }

  static std::string code(errc what, revision rev) {
    const auto status = mcp::http_status(what, rev);
    return std::to_string(mcp::json_rpc_code(what, rev)) + " / " + std::to_string(status);
  }

  static std::string errors_table() {
    std::string text = head("error: JSON-RPC code / HTTP status");
    for (const auto& [name, what] :
         {std::pair{"unknown method", errc::method_not_found}, {"unknown tool, wrong arguments of a prompt", errc::invalid_params},
          {"unknown resource", errc::resource_not_found}, {"malformed JSON", errc::parse_error},
          {"revision that is not served", errc::unsupported_version}})
      text += row(name, [what = what](revision rev) { return code(what, rev); });
    return text;
  }

  static std::string differences_table() {
    return head("")
           + row("handshake",
                 [](revision rev) { return mcp::modern(rev) ? "none" : "`initialize`"; })
           + row("session",
                 [](revision rev) { return mcp::modern(rev) ? "none" : "`Mcp-Session-Id`"; })
           + row("batches", [](revision rev) { return mcp::allows_batches(rev) ? "yes" : "–"; })
           + row("changes are told by",
                 [](revision rev) {
                   return mcp::modern(rev) ? "`subscriptions/listen`" : "the stream of the session";
                 })
           + row("the server asks by",
                 [](revision rev) {
                   return mcp::modern(rev)                 ? "`input_required`"
                          : rev >= revision::v2025_06_18 ? "`elicitation/create`"
                                                         : "–";
                 })
           + row("icons", [](revision rev) { return rev >= mcp::icons_since ? "yes" : "–"; })
           + row("stream resumed",
                 [](revision rev) { return mcp::modern(rev) ? "–" : "`Last-Event-ID`"; });
  }

  std::string capabilities_list() {
    std::string text;
    for (const auto rev : newest_first)
      text += "- " + std::string(mcp::name_of(rev)) + ": `" + capabilities(rev) + "`\n";
    return text;
  }

  static std::string levels() {
    std::string text;
    for (auto level = mcp::log_level::debug;;
         level = static_cast<mcp::log_level>(static_cast<int>(level) + 1)) {
      text.append("`").append(mcp::name_of(level)).append("`");
      if (level == mcp::log_level::emergency)
        return text;
      text += ", ";
    }
  }
};

TEST_F(protocol_page, is_what_the_server_answers) {
  open_whole_server();
  for (const auto rev : newest_first)
    if (!mcp::modern(rev))
      ask(rev, "initialize");
  const auto served = methods_table();
  tests::expect_snapshot(
    "docs/protocol.md",
    R"(# Revisions of the protocol

What is served to whom, made from what the server answers. The revision is decided for each message, whatever came before it on its
connection: by what a modern request says of itself, else by the session, else by the header ([architecture](architecture.md)).
`initialize` with an unknown revision is answered with the newest that has a handshake.

## Methods

)" + served
      + R"(
With a database and a permissions file. Without a database `resources/subscribe` is not served.

## Differences

)" + differences_table()
      + R"(
## Errors

)" + errors_table()
      + R"(
## Capabilities

)" + capabilities_list()
      + R"(
## Streams

- The answer to a POST is JSON, unless something is said before it (progress, messages of PostgreSQL): then it is an event stream that ends
  with the answer. A comment every 15 s of quiet keeps it alive.
- `subscriptions/listen` acknowledges what it honours. It ends when the client leaves, cancels it (stdio), or with a result when the server ends.
- A session has one stream (GET on `/mcp`); a second takes the place of the first. `Last-Event-ID` resumes it, or the stream of a POST, for 60 s
  after it was cut. Over stdio, messages outside of requests need no stream.
- The old HTTP+SSE transport serves every revision, as stdio does: GET on `/sse` opens a stream, whose first event (`endpoint`) names the path to
  POST to. A POST gets 202, everything else is an event of the stream. When the stream closes, what its client asked ends.
- A `table://` resource counts as changed when the table, its columns, defaults, constraints, indexes or comments do, or when it is truncated;
  a `schema://` resource when anything of that does in the schema. Rows do not count. It is told within about 2 s.
- Lists of tools and prompts are told as changed when the permissions file did.
- Log levels: )"
      + levels()
      + R"(. NOTICE is `notice`, WARNING `warning`, INFO and LOG `info`, DEBUG `debug`. Without a level
  nothing is passed on.
- `traceparent` of a request's `_meta`, or of its HTTP request, names its trace in the log ([operating](operating.md)), in every revision.
)");
}

} // namespace
} // namespace howdah::actors
