#pragma once

#include <string>
#include <string_view>

namespace howdah::transport {

/// One event of a text/event-stream as MCP sends them: type `message`, the JSON-RPC message as
/// data. Line ends inside the data, which JSON allows between tokens, become further data lines.
std::string sse_message(std::string_view data);

/// A comment: keeps proxies from closing a quiet stream; clients ignore it.
constexpr std::string_view sse_comment = ": \n\n";

} // namespace howdah::transport
