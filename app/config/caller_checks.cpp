#include "app/config/caller_checks.hpp"

#include "app/config/checks.hpp"
#include "app/config/permissions_checks.hpp"
#include "app/config/public_name.hpp"
#include "app/config/tls_files.hpp"
#include "app/config/wording.hpp"
#include "transport/tls.hpp"

#include <string>
#include <utility>

namespace howdah::app {

namespace {

result<void> check_bind(invocation& asked) {
  const auto& values = asked.values;
  if (!values.over_http() || is_loopback(values.host))
    return {};
  const bool tokens = values.asks_for_tokens();
  if (tokens && values.tls_cert.empty())
    asked.remarks.push_back("--host " + shown(values.host)
                            + ": tokens travel unencrypted unless a proxy in front of this server "
                              "speaks TLS");
  if (tokens || values.insecure_bind)
    return {};
  return wrong_setting(
    "--host " + shown(values.host)
    + " can be reached from other machines, without authentication: use 127.0.0.1 "
      "behind a proxy, ask for tokens (--permissions, --auth-issuer), or give --insecure-bind "
      "(MCP_INSECURE_BIND=true) if that is what you want");
}

/// Before anything listens, although the listener's maker would refuse them, too.
result<void> check_names(const configuration& values) {
  if (const auto hosts = hosts_of(values); !hosts)
    return refuse(hosts.error());
  return {};
}

result<void> check_tls(const configuration& values, std::span<const setting> settings) {
  const auto* cert = last_of(settings, "--tls-cert");
  const auto* key = last_of(settings, "--tls-key");
  const auto* authority = last_of(settings, "--tls-client-ca");
  const auto* any = cert ? cert : key ? key : authority;
  if (!any)
    return {};
  if (!values.over_http())
    return wrong_setting(any->place + " is of use over HTTP only: add --transport streamable-http");
  if (!cert || !key)
    return wrong_setting(any->place + " needs "
                         + (cert  ? "--tls-key"
                            : key ? "--tls-cert"
                                  : "--tls-cert and --tls-key")
                         + " beside it");
  HOWDAH_TRY(const auto texts, read_tls_texts(values));
  if (const auto layers = transport::tls_layers::of(texts); !layers)
    return wrong_setting("--tls-cert, --tls-key, --tls-client-ca: " + layers.error().message);
  return {};
}

} // namespace

result<void> check_callers(invocation& asked, std::span<const setting> settings) {
  if (auto done = check_permissions(asked, settings); !done)
    return done;
  if (auto done = check_names(asked.values); !done)
    return done;
  if (auto done = check_tls(asked.values, settings); !done)
    return done;
  return check_bind(asked);
}

} // namespace howdah::app
