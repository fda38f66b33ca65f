#include "transport/http_admission.hpp"

#include "transport/challenge.hpp"
#include "transport/framing/bearer.hpp"
#include "transport/framing/query.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace howdah::transport {

namespace {

problem not_authenticated(std::string message) {
  return {.code = errc::not_authenticated,
          .message = std::move(message),
          .hint = "Send the header field Authorization: Bearer TOKEN."};
}

/// The token that a request brings, in the one place where it may be.
tl::expected<std::string_view, http_rejection> token_of(const http_request& request,
                                                        const http_options& options) {
  const auto refused = [&] {
    return challenge(request, options);
  };
  const auto credentials = request.field("Authorization");
  if (query_parameter(request.query, "access_token"))
    return tl::unexpected(refused().refuse_request(
      credentials ? 400 : 401, not_authenticated("Access tokens are not taken from the query.")));
  if (!credentials)
    return tl::unexpected(
      refused().ask_for_token(not_authenticated("This server wants an access token.")));
  const auto token = bearer_token(*credentials);
  if (!token)
    return tl::unexpected(refused().ask_for_token(
      not_authenticated("This server wants credentials of the Bearer scheme.")));
  return *token;
}

/// The last step: whether MCP can be in it.
tl::expected<admission, http_rejection> routed(const http_request& request, auth::principal_ptr who,
                                               std::string_view token) {
  return judge_message(request).map([&](http_route route) {
    return admission{.route = route, .who = std::move(who), .token = token};
  });
}

/// Where the scope that is asked for is a URL, some issuers write its last part alone into tokens.
bool has_scope(const std::vector<std::string>& given, const std::string& wanted) {
  const auto has = [&](std::string_view scope) {
    return std::ranges::find(given, scope) != given.end();
  };
  return has(wanted)
         || (wanted.find("://") != wanted.npos
             && has(std::string_view(wanted).substr(wanted.rfind('/') + 1)));
}

/// Of a token of an issuer. Those of the permissions file have no scopes, and need none.
bool lacks_scope(const auth::principal& who, const http_options& options) {
  if (!who.claims() || !options.resource)
    return false;
  return !std::ranges::all_of(options.resource->scopes(), [&](const std::string& wanted) {
    return has_scope(who.scopes(), wanted);
  });
}

problem without_scope() {
  return {.code = errc::insufficient_scope,
          .message = "The access token was not given the scopes that this server wants.",
          .hint = "Have the user authorize them."};
}

tl::expected<admission, http_rejection> held_by(result<auth::principal_ptr> holder,
                                                const http_request& request,
                                                const http_options& options,
                                                std::string_view token) {
  if (!holder)
    return tl::unexpected(challenge(request, options).refuse_token(std::move(holder).error()));
  if (lacks_scope(**holder, options))
    return tl::unexpected(challenge(request, options).refuse_scope(without_scope()));
  return routed(request, *std::move(holder), token);
}

} // namespace

tl::expected<std::variant<admission, unknown_token>, http_rejection>
admit(const http_request& request, const http_options& options) {
  auto early
    = judge_address(request, options.hosts, options.layers != nullptr, options.resource.get());
  if (!early)
    return tl::unexpected(std::move(early).error());
  if (*early)
    return admission{.route = **early, .who = options.callers->caller()};
  if (!options.tokens)
    return routed(request, options.callers->caller(), {});
  const auto token = token_of(request, options);
  if (!token)
    return tl::unexpected(token.error());
  auto holder = options.tokens->holder_of(*token);
  if (!holder)
    return unknown_token{*token};
  return held_by(*std::move(holder), request, options, *token);
}

tl::expected<admission, http_rejection> admit(const http_request& request,
                                              const http_options& options,
                                              result<auth::principal_ptr> holder) {
  return held_by(std::move(holder), request, options,
                 bearer_token(request.field("Authorization").value_or("")).value_or(""));
}

} // namespace howdah::transport
