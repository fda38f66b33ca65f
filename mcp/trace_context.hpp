#pragma once

#include "mcp/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace howdah::mcp {

/// Which trace of the caller's a request belongs to (W3C Trace Context). For the log alone: nothing
/// is decided by it.
struct trace_context {
  std::string trace_id = {};  ///< 32 lower-case hexadecimal digits; empty: of none
  std::string parent_id = {}; ///< 16 of them: the caller's span
  friend bool operator==(const trace_context&, const trace_context&) = default;
};

/// Reads a `traceparent`. Of versions that are not known yet the known part counts, as the
/// recommendation has it (§ 3.2.4); nothing when it is malformed or names no trace.
std::optional<trace_context> parse_traceparent(std::string_view text);

/// The trace of a message: `traceparent` of its `_meta`, else of the HTTP request that brought it.
/// What is malformed counts as absent.
trace_context trace_of(const message& from, const std::optional<std::string>& header);

} // namespace howdah::mcp
