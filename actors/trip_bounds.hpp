#pragma once

#include "auth/principal.hpp"
#include "core/limits.hpp"
#include "postgres/session.hpp"

namespace howdah::actors {

/// What one trip may take: the server's limits, made stricter by the role's, if the caller has one;
/// and what PostgreSQL is told of the caller.
postgres::trip_limits trip_bounds(const limits& server, const auth::principal& caller);

} // namespace howdah::actors
