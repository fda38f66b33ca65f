#include "app/config/authentication_checks.hpp"

#include "app/config/checks.hpp"
#include "app/config/issuer_checks.hpp"
#include "app/config/text_file.hpp"
#include "app/config/wording.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace howdah::app {

namespace {

result<void> fits(const setting& given, const result<void>& checked) {
  if (checked)
    return {};
  return wrong_setting(given.place + ' ' + in_one_line(checked.error()));
}

/// The issuer that flags or variables name, if any.
result<void> join_flags(configuration& values, std::span<const setting> settings) {
  const auto* issuer = last_of(settings, "--auth-issuer");
  const auto* audience = last_of(settings, "--auth-audience");
  const auto* keys = last_of(settings, "--auth-jwks-url");
  if (!issuer) {
    if (const auto* alone = audience ? audience : keys)
      return wrong_setting(alone->place
                           + " is of use with --auth-issuer only: without it nobody is asked for "
                             "a token; give it, or remove this");
    return {};
  }
  if (!audience)
    return wrong_setting(issuer->place
                         + " needs --auth-audience (MCP_AUTH_AUDIENCE): what the claim aud of "
                           "tokens for this server says");
  if (keys)
    if (auto fine = fits(*keys, check_jwks_url(values.auth_jwks_url)); !fine)
      return fine;
  if (auto fine = fits(*issuer, check_issuer(values.auth_issuer, values.auth_jwks_url)); !fine)
    return fine;
  if (auto fine = fits(*audience, check_plain_text(values.auth_audience)); !fine)
    return fine;
  auto& issuers = values.authentication.issuers;
  if (std::ranges::any_of(issuers,
                          [&](const auto& one) { return one.issuer == values.auth_issuer; }))
    return wrong_setting(issuer->place
                         + " names an issuer that the section auth of the configuration file names "
                           "too: remove one");
  issuers.push_back({.issuer = values.auth_issuer,
                     .audiences = {values.auth_audience},
                     .jwks_url = values.auth_jwks_url});
  return {};
}

result<void> join_scopes(configuration& values, std::span<const setting> settings) {
  const auto* given = last_of(settings, "--auth-scopes");
  if (!given)
    return {};
  if (values.authentication.issuers.empty())
    return wrong_setting(given->place
                         + " is of use with an issuer only (--auth-issuer, or the section auth of "
                           "the configuration file): give one, or remove this");
  for (const auto& scope : values.auth_scopes)
    if (auto fine = fits(*given, check_scope(scope)); !fine)
      return fine;
  values.authentication.scopes = values.auth_scopes;
  return {};
}

result<void> check_way(const auth::authentication_settings& known) {
  if (!known.ca_file.empty())
    if (const auto read = read_text_file("auth: ca_file:", known.ca_file); !read)
      return refuse(read.error());
  constexpr std::array<std::string_view, 4> schemes{"http://", "https://", "socks5://",
                                                    "socks5h://"};
  const auto begins = [&](std::string_view with) {
    return known.proxy.starts_with(with);
  };
  if (known.proxy.empty() || std::ranges::any_of(schemes, begins))
    return {};
  return wrong_setting("auth: proxy must begin with one of " + joined(schemes)
                       + ", such as http://proxy.example.org:3128");
}

} // namespace

result<void> check_authentication(invocation& asked, std::span<const setting> settings) {
  auto& values = asked.values;
  if (!values.over_http()) {
    const auto* issuer = last_of(settings, "--auth-issuer");
    if (issuer || !values.authentication.issuers.empty())
      asked.remarks.push_back((issuer ? issuer->place : std::string("the section auth"))
                              + " is ignored: over stdio there are no tokens");
    return {};
  }
  if (auto done = join_flags(values, settings); !done)
    return done;
  if (auto done = join_scopes(values, settings); !done)
    return done;
  return check_way(values.authentication);
}

} // namespace howdah::app
