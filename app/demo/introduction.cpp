#include "app/demo/introduction.hpp"

#include "mcp/json.hpp"

#include <string_view>

namespace howdah::app {

namespace {

constexpr std::string_view question
  = "select status, count(*), sum(total) from shop.order_overview group by status order by 2 desc";

std::string quoted(std::string_view text) {
  std::string out;
  mcp::append_quoted(out, text);
  return out;
}

/// For a POSIX shell.
std::string shell_word(std::string_view text) {
  constexpr std::string_view plain
    = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:";
  if (text.find_first_not_of(plain) == std::string_view::npos)
    return std::string(text);
  std::string out = "'";
  for (const char c : text)
    out += c == '\'' ? std::string(R"('\'')") : std::string(1, c);
  return out + '\'';
}

std::string entry(std::string_view list, const std::string& body) {
  return R"(  {")" + std::string(list) + R"(": {"howdah-demo": {)" + body + "}}}\n";
}

} // namespace

/// One call of the stateless revision: no session has to be opened first.
std::string introduction::curl() const {
  const std::string body
    = R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query","arguments":{"sql":)"
      + quoted(question)
      + R"(},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},)"
        R"("io.modelcontextprotocol/clientInfo":{"name":"curl","version":"1"}}}})";
  return "curl -sS " + shell_word(url)
         + " -H 'Content-Type: application/json' -H 'Accept: application/json, text/event-stream' "
           "-H 'MCP-Protocol-Version: "
           "2026-07-28' -H 'Mcp-Method: tools/call' -H 'Mcp-Name: query' -d "
         + shell_word(body) + '\n';
}

std::string introduction::clients() const {
  const auto command = shell_word(program) + " --demo\n";
  const auto stdio = "\"command\": " + quoted(program) + R"(, "args": ["--demo"])";
  const auto http = "\"url\": " + quoted(url);
  const bool by_url = !url.empty();
  std::string out;
  const auto add
    = [&out](std::string_view title, const std::string& over_http, const std::string& over_stdio) {
        out.append("\n").append(title).append("\n").append(over_http).append(over_stdio);
      };
  add("Claude Code",
      by_url ? "  claude mcp add --transport http howdah-demo " + shell_word(url) + '\n' : "",
      "  claude mcp add howdah-demo -- " + command);
  add("Claude Desktop (claude_desktop_config.json)",
      by_url ? entry("mcpServers",
                     R"("command": "npx", "args": ["-y", "mcp-remote", )" + quoted(url) + ']')
             : "",
      entry("mcpServers", stdio));
  add("Cursor (.cursor/mcp.json)", by_url ? entry("mcpServers", http) : "",
      entry("mcpServers", stdio));
  add("VS Code (.vscode/mcp.json)", by_url ? entry("servers", R"("type": "http", )" + http) : "",
      entry("servers", R"("type": "stdio", )" + stdio));
  add("MCP Inspector",
      by_url ? "  npx @modelcontextprotocol/inspector --transport http --server-url "
                 + shell_word(url) + '\n'
             : "",
      "  npx @modelcontextprotocol/inspector -- " + command);
  return out;
}

std::string introduction::text() const {
  std::string out
    = "\nMarula, the sample shop, is open: schemas shop, warehouse, hr and analytics.\n";
  if (!url.empty())
    out += "\nMCP endpoint\n  " + url + "\n  " + sse_url
           + "  (HTTP+SSE, for clients of 2024-11-05)\n\nA first question\n" + curl();
  out += "\nTo paste into a client"
         + std::string(url.empty() ? "" : ": over HTTP while this runs, or over stdio") + '\n';
  return out + clients()
         + (url.empty() ? "\n" : "\nCtrl-C ends the server and removes the database.\n\n");
}

} // namespace howdah::app
