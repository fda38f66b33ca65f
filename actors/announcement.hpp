#pragma once

#include "postgres/connection.hpp"

namespace howdah::actors {

/// Logs what we are connected to, and warns of a login that could leave a READ ONLY transaction.
void announce(const postgres::server_facts& server);

} // namespace howdah::actors
