#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

struct pg_conn;

namespace howdah::postgres {

/// What callers are meant to do through a login.
enum class login_purpose { reading, writing };

/// Something that a login may do besides reading rows: `superuser`, `owns_tables`, the name of a
/// predefined role, …; `findings_of` knows them.
struct login_power {
  std::string what;
  std::string names = {}; ///< of what: at most three, as SQL writes them
  std::int64_t count = 1; ///< of all of them
};

/// What the catalog tells of a session's login.
struct login_survey {
  std::string login; ///< as SQL writes it
  std::vector<login_power> powers = {};
};

/// How a session came in, and what PostgreSQL keeps the login to.
struct login_session {
  bool remote = false;                ///< over TCP, and not on one machine
  std::string tls = {};               ///< "TLSv1.3, TLS_AES_256_GCM_SHA384"; empty: none
  bool read_only_default = false;     ///< default_transaction_read_only
  std::string statement_timeout = {}; ///< of the login or the database; empty: none
  bool asked_for_password = false;
  std::string password_encryption = {};
  std::string log_statement = {};
  int connection_limit = -1; ///< -1: none
};

/// Both block, for as long as a look at the catalog takes, and need nothing that PUBLIC may not do.
result<login_survey> survey_login(pg_conn* connection);
result<login_session> survey_session(pg_conn* connection);

} // namespace howdah::postgres
