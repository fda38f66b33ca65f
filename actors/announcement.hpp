#pragma once

#include "postgres/connection.hpp"

namespace howdah::actors {

/// Logs what we are connected to, and warns of a login that may do more than its callers.
void announce(const postgres::server_facts& server);

} // namespace howdah::actors
