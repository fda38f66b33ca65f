#pragma once

#include <string>
#include <string_view>

namespace howdah::transport {

/// One event of a text/event-stream as MCP sends them: type `message`, the JSON-RPC message as
/// data. Line ends inside the data, which JSON allows between tokens, become further data lines.
std::string sse_message(std::string_view data);

/// The fields of an event beside its data.
struct sse_fields {
  std::string_view id = {}; ///< without line ends; empty: none
  int retry_ms = 0;         ///< 0: none
};

/// The same with an id for `Last-Event-ID` and a time to wait before coming back. Without data
/// and without an id it is a comment.
std::string sse_event(std::string_view data, const sse_fields& fields);
/// An event of another type than `message`; `data` is one line.
std::string sse_event_of_type(std::string_view type, std::string_view data);

/// A comment: keeps proxies from closing a quiet stream; clients ignore it.
constexpr std::string_view sse_comment = ": \n\n";

} // namespace howdah::transport
