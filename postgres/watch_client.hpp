#pragma once

namespace howdah::postgres {

/// Makes the backend notice within half a second that we are gone, where the server can (PostgreSQL
/// 14, on systems that report hang-ups). Not among the pinned: older servers would refuse the
/// connection. To be repeated after DISCARD ALL.
inline constexpr const char* watch_client_statement = "SET client_connection_check_interval = 500";
inline constexpr int oldest_version_watching_client = 140'000;

} // namespace howdah::postgres
