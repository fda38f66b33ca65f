#include "core/problem.hpp"

namespace howdah {

const char* name_of(errc code) noexcept {
  switch (code) {
  case errc::parse_error:
    return "parse_error";
  case errc::invalid_request:
    return "invalid_request";
  case errc::method_not_found:
    return "method_not_found";
  case errc::invalid_params:
    return "invalid_params";
  case errc::header_mismatch:
    return "header_mismatch";
  case errc::missing_capability:
    return "missing_capability";
  case errc::unsupported_version:
    return "unsupported_version";
  case errc::session_not_found:
    return "session_not_found";
  case errc::resource_not_found:
    return "resource_not_found";
  case errc::invalid_argument:
    return "invalid_argument";
  case errc::cancelled:
    return "cancelled";
  case errc::object_not_found:
    return "object_not_found";
  case errc::invalid_meta:
    return "invalid_meta";
  case errc::syntax_error:
    return "syntax_error";
  case errc::statement_refused:
    return "statement_refused";
  case errc::statement_too_large:
    return "statement_too_large";
  case errc::not_one_statement:
    return "not_one_statement";
  case errc::parameter_mismatch:
    return "parameter_mismatch";
  case errc::access_denied:
    return "access_denied";
  case errc::busy:
    return "busy";
  case errc::timed_out:
    return "timed_out";
  case errc::too_large:
    return "too_large";
  case errc::shutting_down:
    return "shutting_down";
  case errc::not_configured:
    return "not_configured";
  case errc::unavailable:
    return "unavailable";
  case errc::query_failed:
    return "query_failed";
  case errc::connection_lost:
    return "connection_lost";
  case errc::outcome_unknown:
    return "outcome_unknown";
  case errc::internal:
    return "internal";
  }
  return "internal";
}

} // namespace howdah
