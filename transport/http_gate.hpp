#pragma once

#include "core/problem.hpp"
#include "transport/framing/http_request.hpp"
#include "transport/host_list.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace howdah::transport {

/// What a request that passed the gate is for.
enum class http_route { message, end_session, health };

/// Why a request did not pass. Its body is a JSON-RPC error without an id.
struct http_rejection {
  int status = 400;
  problem why = {};
  std::string_view allow = {}; ///< Allow header, for 405
};

/// Judges one request before it becomes MCP; reads the head only, so it can be asked before the
/// body came. In this order: Origin and Host (403), path (404), method (405), media types (415,
/// 406), session id (400). `/health` tells nothing worth protecting and answers under every Host,
/// as load balancers address servers by number.
tl::expected<http_route, http_rejection> judge(const http_request& request, const host_list& hosts);

} // namespace howdah::transport
