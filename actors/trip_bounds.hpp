#pragma once

#include "core/limits.hpp"
#include "core/rights.hpp"
#include "postgres/session.hpp"

namespace howdah::actors {

/// What one trip may take: the server's limits, made stricter by the role's (null: nobody is held
/// to one).
postgres::trip_limits trip_bounds(const limits& server, const rights* may);

} // namespace howdah::actors
