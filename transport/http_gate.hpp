#pragma once

#include "core/problem.hpp"
#include "transport/framing/http_request.hpp"
#include "transport/host_list.hpp"
#include "transport/protected_resource.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace howdah::transport {

/// What a path serves, for Allow; that of `/mcp` where the path is none of ours (`OPTIONS *`).
std::string_view methods_at(std::string_view path);

/// What a request that passed the gate is for. The last two are those of the old HTTP+SSE
/// transport.
enum class http_route {
  message,
  stream,
  end_session,
  health,
  metadata,
  preflight,
  legacy_stream,
  legacy_message
};

/// Why a request did not pass. Its body is a JSON-RPC error without an id.
struct http_rejection {
  int status = 400;
  problem why = {};
  std::string_view allow = {}; ///< Allow header, for 405
  std::string fields = {};     ///< further header lines, each with its CRLF
};

// Both judge one request before it becomes MCP, and read the head only, so that they can be asked
// before the body came.

/// Whether a request is addressed to this server: Origin and Host (403), a scheme that the listener
/// does not speak (421), path (404). What is answered to everybody is routed at once: `/health`,
/// which tells nothing worth protecting and answers under every Host, as load balancers address
/// servers by number; OPTIONS, as browsers send it without credentials; and what `resource` says of
/// itself, as it is asked by whoever has no token yet.
tl::expected<std::optional<http_route>, http_rejection>
judge_address(const http_request& request, const host_list& hosts, bool over_tls = false,
              const protected_resource* resource = nullptr);
/// The endpoint that a request is for: /sse for the old HTTP+SSE transport, else /mcp.
std::string_view endpoint_of(const http_request& request);
/// Whether MCP can be in it: session id (400), method (405), media types (415, 406).
tl::expected<http_route, http_rejection> judge_message(const http_request& request);
/// The `session_id` of a request that was found to be a `legacy_message`.
std::string legacy_session_of(const http_request& request);

} // namespace howdah::transport
