#include "mcp/answer.hpp"

namespace howdah::mcp {

int json_rpc_code(errc code, revision rev) noexcept {
  switch (code) {
  case errc::parse_error:
    return -32700;
  case errc::invalid_request:
  case errc::session_not_found: // HTTP says 404
    return -32600;
  case errc::method_not_found:
    return -32601;
  case errc::invalid_params:
  case errc::invalid_meta:
  case errc::invalid_argument:
    return -32602;
  case errc::internal:
    return -32603;
  case errc::resource_not_found:
    return modern(rev) ? -32602 : -32002;
  case errc::header_mismatch:
    return -32020;
  case errc::missing_capability:
    return -32021;
  case errc::unsupported_version:
    return -32022;
  default:
    return static_cast<int>(code);
  }
}

int http_status(errc code, revision rev) noexcept {
  switch (code) {
  case errc::parse_error:
  case errc::invalid_request:
  case errc::invalid_meta:
  case errc::header_mismatch:
  case errc::missing_capability:
  case errc::unsupported_version:
    return 400;
  case errc::insufficient_scope:
    return 403;
  case errc::session_not_found:
    return 404;
  case errc::method_not_found:
    return modern(rev) ? 404 : 200;
  default:
    return 200;
  }
}

int http_refusal_status(errc code) noexcept {
  switch (code) {
  case errc::not_authenticated:
    return 401;
  case errc::access_denied:
  case errc::insufficient_scope:
    return 403;
  case errc::session_not_found:
    return 404;
  case errc::too_large:
    return 413;
  case errc::busy:
    return 429;
  case errc::internal:
    return 500;
  case errc::shutting_down:
  case errc::unavailable:
    return 503;
  default:
    return 400;
  }
}

} // namespace howdah::mcp
