#pragma once

#include "core/problem.hpp"
#include "mcp/message.hpp"
#include "mcp/revision.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace howdah::mcp {

/// Result of tools/call. Texts are *escaped already* (mcp::append_escaped), so that rows are written once.
struct tool_result {
  std::string text = {};              ///< content[0], escaped
  std::vector<std::string> more = {}; ///< further text blocks, escaped
  std::string structured = {};        ///< a JSON object that fits the tool's outputSchema; empty: none
  bool is_error = false;
  std::uint64_t rows = 0;             ///< for the log
};

/// Result of resources/read: one text content.
struct resource_result {
  std::string uri = {};
  std::string mime_type = {};
  std::string text = {}; ///< escaped
  std::uint64_t rows = 0;
};

/// Any other result: the members of the result object without its braces, e.g. `"tools":[…]`. Empty: `{}`.
struct raw_result {
  std::string members = {};
};

/// What a request is answered with; a problem becomes a JSON-RPC error.
using answer = std::variant<tool_result, resource_result, raw_result, problem>;

/// What the encoding of an answer depends on besides the answer.
struct envelope {
  request_id id = {};
  revision rev = newest_legacy;
};

/// The complete JSON-RPC response, one line, without a newline. In modern revisions with `resultType` and serverInfo; fields that
/// a revision does not know are left out.
std::string encode(const envelope& to, const answer& what);

/// The upper bound of what `encode` adds around the texts of a tool_result, for byte budgets.
constexpr std::size_t envelope_bytes = 1024;

/// A tool error (isError) from a problem: the text as callers know it from the original ("Query error: …" is the
/// tool's business, see tools/failure.hpp), the rest of it in structuredContent.
/// JSON-RPC code and HTTP status of a problem.
int json_rpc_code(errc code, revision rev) noexcept;
int http_status(errc code, revision rev) noexcept;

} // namespace howdah::mcp
