#pragma once

#include "auth/principal.hpp"
#include "transport/http_gate.hpp"
#include "transport/http_options.hpp"

#include <tl/expected.hpp>

#include <string_view>
#include <variant>

namespace howdah::transport {

/// What a request is for, and who sends it.
struct admission {
  http_route route = http_route::message;
  auth::principal_ptr who = {};
  std::string_view token = {}; ///< in the request, which says so; empty: nobody was asked for one
};

/// A token of the request that nobody here knows: AUTH has to be asked.
struct unknown_token {
  std::string_view text; ///< in the request
};

/// The one way in, for every request, session or not: is it addressed to us (`judge_address`), who
/// sends it (401, 403), can it be served (`judge_message`). Reads the head only. Without `tokens`
/// in the options everybody is whom their `callers` name.
tl::expected<std::variant<admission, unknown_token>, http_rejection>
admit(const http_request& request, const http_options& options);
/// The same for a request with an `unknown_token`, now that AUTH answered whose it is.
tl::expected<admission, http_rejection>
admit(const http_request& request, const http_options& options, result<auth::principal_ptr> holder);

} // namespace howdah::transport
