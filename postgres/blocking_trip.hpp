#pragma once

#include "postgres/session.hpp"

namespace howdah::postgres {

/// Runs one trip to its end where nothing else waits: commands of the program, never the server.
/// Blocks for the statement timeout at most, and a moment longer; `sink` takes the rows meanwhile.
outcome run_blocking(session& on, trip what, const trip_limits& bounds, consumer& sink);

} // namespace howdah::postgres
