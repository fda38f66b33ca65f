#include "transport/http_admission.hpp"

#include "transport/framing/bearer.hpp"
#include "transport/framing/query.hpp"

#include <string>
#include <utility>

namespace howdah::transport {

namespace {

using identity = tl::expected<auth::principal_ptr, http_rejection>;

constexpr std::string_view realm = R"(WWW-Authenticate: Bearer realm="howdah")";

/// RFC 6750 section 3: no error code for whoever brought no token.
identity challenge(int status, problem why, std::string_view error) {
  std::string line(realm);
  if (!error.empty())
    line.append(", error=\"")
      .append(error)
      .append("\", error_description=\"")
      .append(why.message)
      .append("\"");
  line += "\r\n";
  return tl::unexpected(
    http_rejection{.status = status, .why = std::move(why), .fields = std::move(line)});
}

problem not_authenticated(std::string message) {
  return {.code = errc::not_authenticated,
          .message = std::move(message),
          .hint = "Send the header field Authorization: Bearer TOKEN."};
}

identity identify(const http_request& request, const http_options& options) {
  if (!options.tokens)
    return options.callers->caller();
  const auto credentials = request.field("Authorization");
  if (query_parameter(request.query, "access_token"))
    return challenge(credentials ? 400 : 401,
                     not_authenticated("Access tokens are not taken from the query."),
                     "invalid_request");
  if (!credentials)
    return challenge(401, not_authenticated("This server wants an access token."), {});
  const auto token = bearer_token(*credentials);
  if (!token)
    return challenge(401, not_authenticated("This server wants credentials of the Bearer scheme."),
                     {});
  auto holder = options.tokens->holder_of(*token);
  if (!holder)
    return challenge(401, std::move(holder).error(), "invalid_token");
  return *std::move(holder);
}

} // namespace

tl::expected<admission, http_rejection> admit(const http_request& request,
                                              const http_options& options) {
  auto early = judge_address(request, options.hosts, options.layers != nullptr);
  if (!early)
    return tl::unexpected(std::move(early).error());
  if (*early)
    return admission{**early, options.callers->caller()};
  auto who = identify(request, options);
  if (!who)
    return tl::unexpected(std::move(who).error());
  auto route = judge_message(request);
  if (!route)
    return tl::unexpected(std::move(route).error());
  return admission{*route, *std::move(who)};
}

} // namespace howdah::transport
