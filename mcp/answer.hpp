#pragma once

#include "core/problem.hpp"
#include "mcp/cache.hpp"
#include "mcp/content.hpp"
#include "mcp/message.hpp"
#include "mcp/revision.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace howdah::mcp {

/// Result of tools/call. Texts are *escaped already* (mcp::append_escaped), so that rows are
/// written once.
struct tool_result {
  std::string text = {};              ///< content[0], escaped
  std::vector<std::string> more = {}; ///< further text blocks, escaped
  /// Blocks of any kind, after the texts; when there are some, an empty `text` is no block.
  std::vector<content> blocks = {};
  /// A JSON object that fits the tool's outputSchema, also when is_error (SDK clients validate it
  /// then too); empty: none.
  std::string structured = {};
  bool is_error = false;
  std::uint64_t rows = 0; ///< for the log
};

/// Result of resources/read: one content.
struct resource_result {
  std::string uri = {};
  std::string mime_type = {};
  std::string text = {}; ///< escaped
  bool blob = false;     ///< `text` is base64 of bytes
  std::uint64_t rows = 0;
  cache_hint cache = {};
};

/// Any other result: the members of the result object without its braces, e.g. `"tools":[…]`.
/// Empty: `{}`.
struct raw_result {
  std::string members = {};
  std::string_view type = "complete"; ///< `resultType` of modern revisions; a literal
  std::optional<cache_hint> cache = {};
  bool introduces = false; ///< the client meets the server: modern serverInfo with all it has
};

/// What a request is answered with; a problem becomes a JSON-RPC error.
using answer = std::variant<tool_result, resource_result, raw_result, problem>;

/// What the encoding of an answer depends on besides the answer.
struct envelope {
  request_id id = {};
  revision rev = newest_legacy;
};

/// The complete JSON-RPC response, one line, without a newline. In modern revisions with
/// `resultType` and serverInfo; fields that a revision does not know are left out. Without an id
/// (it could not be read) an error has `"id":null`, in modern revisions none.
std::string encode(const envelope& to, const answer& what);

/// What `encode` adds to the texts of a tool_result at most, its first block's; for byte budgets.
/// Each further block takes 26 bytes more.
constexpr std::size_t envelope_bytes = max_id_bytes + 1024;

/// The problem as a JSON object: `code` (its name), `number`, and those of its other fields that
/// say something, under their names; the members of data_json come last. This is `data` of an
/// error; tools use it in structuredContent.
std::string to_json(const problem& why);

/// MCP's code where MCP names one, otherwise the problem's own number, which lies outside of
/// JSON-RPC's reserved range.
int json_rpc_code(errc code, revision rev) noexcept;
/// HTTP status of the response that carries the problem as its JSON-RPC error. Whatever MCP does
/// not name is 200: SDK clients do not read the bodies of other statuses.
int http_status(errc code, revision rev) noexcept;
/// HTTP status for a POST that is refused before it was read as JSON-RPC.
int http_refusal_status(errc code) noexcept;

} // namespace howdah::mcp
