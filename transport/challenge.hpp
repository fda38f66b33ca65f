#pragma once

#include "core/problem.hpp"
#include "transport/http_gate.hpp"

#include <string_view>

namespace howdah::transport {

// What a request is answered that brought no token, or none that is good: RFC 6750 section 3.

/// 401 without an error code, for whoever brought no token.
http_rejection ask_for_token(problem why);
/// For a request that brings its token in a way that is not taken; `error` as RFC 6750 names it.
http_rejection refuse_credentials(int status, problem why, std::string_view error);
/// For a token that is not good, or not good any more (401), or that nobody can judge now (503).
http_rejection refuse_token(problem why);

} // namespace howdah::transport
