#pragma once

#include "mcp/parameter_headers.hpp"
#include "transport/framing/http_request.hpp"

#include <vector>

namespace howdah::transport {

/// The `Mcp-Param-*` fields of a request, in its order.
std::vector<mcp::parameter_header> parameter_headers(const http_request& request);

} // namespace howdah::transport
