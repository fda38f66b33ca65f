#pragma once

#include "mcp/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace howdah::mcp {

/// Keys of `_meta` that the specification reserves.
namespace meta {
constexpr std::string_view protocol_version = "io.modelcontextprotocol/protocolVersion";
constexpr std::string_view client_capabilities = "io.modelcontextprotocol/clientCapabilities";
constexpr std::string_view client_info = "io.modelcontextprotocol/clientInfo";
constexpr std::string_view server_info = "io.modelcontextprotocol/serverInfo";
constexpr std::string_view subscription_id = "io.modelcontextprotocol/subscriptionId";
constexpr std::string_view log_level = "io.modelcontextprotocol/logLevel";
constexpr std::string_view progress_token = "progressToken";
constexpr std::string_view traceparent = "traceparent";
} // namespace meta

/// `params._meta`; absent when there is none.
inline value meta_of(const message& from) {
  return from.params()["_meta"];
}

/// JSON text of the progress token (a string or an integer); empty: no progress is wanted.
std::string progress_token(const message& from);

/// The request that a `notifications/cancelled` names; nothing when it names none.
std::optional<request_id> cancelled_request(const message& from);

} // namespace howdah::mcp
