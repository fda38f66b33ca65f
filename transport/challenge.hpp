#pragma once

#include "core/problem.hpp"
#include "transport/http_gate.hpp"
#include "transport/http_options.hpp"

#include <string>
#include <string_view>

namespace howdah::transport {

/// Whether a problem is the token's; else nobody can judge it now.
bool refuses_token(errc code) noexcept;

/// What a request is answered that brought no token, or none that is good: RFC 6750 section 3, with
/// what RFC 9728 section 5.1 adds. Texts are for callers; details are in the log of who judged.
class challenge {
public:
  /// Without a word of where tokens come from.
  challenge() = default;
  /// For a request: names the document that says where tokens come from, and the scopes that they
  /// must have.
  challenge(const http_request& request, const http_options& options);

  /// 401 without an error code, for whoever brought no token.
  http_rejection ask_for_token(problem why) const;
  /// For a request that brings its token in a way that is not taken.
  http_rejection refuse_request(int status, problem why) const;
  /// For a token that is good, but was not given these scopes: 403.
  http_rejection refuse_scope(problem why) const;
  /// For a token that is not good, or not good any more (401), or that nobody can judge now (503).
  http_rejection refuse_token(problem why) const;

private:
  http_rejection with(int status, problem why, std::string_view error) const;

  std::string about_;  ///< further parameters, each after a comma
  std::string scopes_; ///< that every token must have
};

} // namespace howdah::transport
