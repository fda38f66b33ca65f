#include "transport/challenge.hpp"

#include <string>
#include <utility>

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

http_rejection challenge(int status, problem why, std::string_view error) {
  std::string line = R"(WWW-Authenticate: Bearer realm="howdah")";
  if (!error.empty())
    line += ", error=" + quoted(error) + ", error_description=" + quoted(why.message);
  line += "\r\n";
  return {.status = status, .why = std::move(why), .fields = std::move(line)};
}

bool is_outage(errc code) noexcept {
  return code != errc::not_authenticated && code != errc::access_denied;
}

} // namespace

http_rejection ask_for_token(problem why) {
  return challenge(401, std::move(why), {});
}

http_rejection refuse_credentials(int status, problem why, std::string_view error) {
  return challenge(status, std::move(why), error);
}

http_rejection refuse_token(problem why) {
  if (!is_outage(why.code))
    return challenge(401, std::move(why), "invalid_token");
  if (!why.retry_after_ms)
    why.retry_after_ms = retry_after_ms;
  return {.status = 503, .why = std::move(why)};
}

} // namespace howdah::transport
