#pragma once

#include "app/config/configuration.hpp"
#include "postgres/connection.hpp"

namespace howdah::app {

/// How connections to the database are made. Of a login that may do more than its callers a line
/// is told where that matters: where they only read, or have permissions.
postgres::connect_options connect_options_of(const configuration& values, const secret& dsn);

/// With --strict-login: nothing when the login will do, or the database cannot be reached now.
/// Then each connection is judged when it comes up, and no call is served before. Blocks up to the
/// connect timeout.
result<void> check_login(const configuration& values, const secret& dsn);

} // namespace howdah::app
