#include "transport/challenge.hpp"

#include <utility>
#include <vector>

namespace howdah::transport {

namespace {

constexpr int retry_after_ms = 2'000;

/// A quoted-string as RFC 6750 section 3 allows it in `error_description`: visible ASCII and
/// blanks, but neither quotes nor backslashes, so that nothing in it can end it.
std::string quoted(std::string_view text) {
  std::string line = "\"";
  for (const char c : text)
    line += c >= 0x20 && c < 0x7f && c != '"' && c != '\\' ? c : '\'';
  return line += '"';
}

std::string joined(const std::vector<std::string>& scopes) {
  std::string all;
  for (const auto& scope : scopes)
    all.append(all.empty() ? "" : " ").append(scope);
  return all;
}

} // namespace

bool refuses_token(errc code) noexcept {
  return code == errc::not_authenticated || code == errc::access_denied;
}

challenge::challenge(const http_request& request, const http_options& options) {
  if (!options.resource)
    return;
  const auto& resource = *options.resource;
  const auto where
    = resource.document_url(endpoint_of(request), request, options.layers != nullptr);
  about_ = ", resource_metadata=" + quoted(where);
  scopes_ = joined(resource.scopes());
}

http_rejection challenge::with(int status, problem why, std::string_view error) const {
  std::string line = R"(WWW-Authenticate: Bearer realm="howdah")";
  if (!error.empty())
    line += ", error=" + quoted(error) + ", error_description=" + quoted(why.message);
  line += about_;
  if (const auto& scope = why.scope.empty() ? scopes_ : why.scope; !scope.empty())
    line += ", scope=" + quoted(scope);
  line += "\r\n";
  return {.status = status, .why = std::move(why), .fields = std::move(line)};
}

http_rejection challenge::ask_for_token(problem why) const {
  return with(401, std::move(why), {});
}

http_rejection challenge::refuse_request(int status, problem why) const {
  return with(status, std::move(why), "invalid_request");
}

http_rejection challenge::refuse_scope(problem why) const {
  return with(403, std::move(why), "insufficient_scope");
}

http_rejection challenge::refuse_token(problem why) const {
  if (refuses_token(why.code))
    return with(401, std::move(why), "invalid_token");
  if (!why.retry_after_ms)
    why.retry_after_ms = retry_after_ms;
  return {.status = 503, .why = std::move(why)};
}

} // namespace howdah::transport
