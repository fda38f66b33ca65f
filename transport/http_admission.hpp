#pragma once

#include "auth/principal.hpp"
#include "transport/http_gate.hpp"
#include "transport/http_options.hpp"

#include <tl/expected.hpp>

namespace howdah::transport {

/// What a request is for, and who sends it.
struct admission {
  http_route route = http_route::message;
  auth::principal_ptr who = {};
};

/// The one way in, for every request, session or not: is it addressed to us (`judge_address`), who
/// sends it (401), can it be served (`judge_message`). Reads the head only. Without `tokens` in the
/// options everybody is whom their `callers` name.
tl::expected<admission, http_rejection> admit(const http_request& request,
                                              const http_options& options);

} // namespace howdah::transport
