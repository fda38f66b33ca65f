#include "app/config/caller_checks.hpp"

#include "app/config/checks.hpp"
#include "app/config/permissions_checks.hpp"
#include "app/config/tls_files.hpp"
#include "app/config/wording.hpp"
#include "transport/host_list.hpp"
#include "transport/tls.hpp"

#include <string>
#include <utility>

namespace howdah::app {

namespace {

result<void> check_bind(invocation& asked) {
  const auto& values = asked.values;
  if (!values.over_http() || is_loopback(values.host))
    return {};
  const bool tokens = values.permitted && values.permitted->asks_for_tokens();
  if (tokens && values.tls_cert.empty())
    asked.remarks.push_back("--host " + shown(values.host)
                            + ": tokens travel unencrypted unless a proxy in front of this server "
                              "speaks TLS");
  if (tokens || values.insecure_bind)
    return {};
  return wrong_setting(
    "--host " + shown(values.host)
    + " can be reached from other machines, without authentication: use 127.0.0.1 "
      "behind a proxy, give out tokens (--permissions), or give --insecure-bind "
      "(MCP_INSECURE_BIND=true) if that is what you want");
}

/// Before anything listens, although the listener's maker would refuse them, too.
result<void> check_names(const configuration& values) {
  const auto hosts = transport::host_list::of(values.allowed_hosts, values.allowed_origins);
  if (hosts)
    return {};
  const auto& why = hosts.error();
  return wrong_setting("--allowed-hosts, --allowed-origins: " + why.message + ". " + why.hint);
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
