#pragma once

#include "auth/issuer_settings.hpp"
#include "auth/permissions.hpp"
#include "auth/principal.hpp"
#include "core/access_mode.hpp"
#include "core/confirmation.hpp"
#include "core/limits.hpp"
#include "core/log.hpp"
#include "core/pooling.hpp"
#include "core/secret.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace howdah::app {

enum class transport_kind { stdio, sse, streamable_http };
enum class fencing { automatic, on, off }; ///< automatic: on where callers have permissions

/// Everything that can be set, with its defaults; `knobs()` tells where each comes from.
struct configuration {
  secret conn = {}; ///< libpq's DSN; empty: no database
  bool demo = false;
  access_mode access = access_mode::read_write;
  pooling pooler = pooling::none;
  confirmation confirm = confirmation::automatic;
  bool readonly = false; ///< the original's switch; `load` turns it into `access`
  transport_kind transport = transport_kind::stdio;
  std::string host = "127.0.0.1";
  std::uint16_t port = 8000;
  bool insecure_bind = false;
  std::string tls_cert = {};
  std::string tls_key = {};
  std::string tls_client_ca = {};
  std::vector<std::string> allowed_hosts = {};
  std::vector<std::string> allowed_origins = {};
  std::string public_url = {};
  std::string permissions = {};
  auth::permissions_ptr permitted = {}; ///< found by `check`: what the permissions file holds
  std::string principal = {};
  auth::principal_ptr caller = auth::anonymous(); ///< found by `check`: who calls over stdio
  std::string auth_issuer = {};
  std::string auth_audience = {};
  std::string auth_jwks_url = {};
  std::vector<std::string> auth_scopes = {};
  /// Of the file's section `auth`; `check` adds what stands above.
  auth::authentication_settings authentication = {};
  bool strict_login = false;
  fencing fence_data = fencing::automatic;
  log::level log_level = log::level::info;
  limits bounds = {};
  std::string no_database_hint = {}; ///< found by `check`: what was set that enables none

  bool over_http() const noexcept { return transport != transport_kind::stdio; }
  /// Whether callers over HTTP bring tokens, of whomever.
  bool asks_for_tokens() const noexcept {
    return takes_issued_tokens() || (over_http() && permitted && permitted->asks_for_tokens());
  }
  /// Whether callers bring tokens of an issuer (JWT).
  bool takes_issued_tokens() const noexcept {
    return over_http() && !authentication.issuers.empty();
  }
};

} // namespace howdah::app
