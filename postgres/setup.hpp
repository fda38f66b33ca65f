#pragma once

#include "core/problem.hpp"
#include "postgres/connection.hpp"

#include <pqxx/pqxx>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::postgres {

/// A session setting that must have this value as long as the connection lives.
struct pinned_setting {
  std::string name;
  std::string value; ///< as pg_settings shows it
};

/// What every connection pins: the guard relies on the lexer's settings, the row encoders on the
/// formats.
std::vector<pinned_setting> pinned_settings(const connect_options& wanted);

/// The startup packet's `options`: `theirs` (from the DSN), then ours, which win. Settings made
/// there are what RESET ALL and DISCARD ALL return to.
std::string startup_options(std::string_view theirs, const std::vector<pinned_setting>& ours);

/// Reads the pinned settings back; a problem when one did not stick (a pooler dropped it, the
/// environment overrode it).
std::optional<problem> verify(pqxx::transaction_base& with,
                              const std::vector<pinned_setting>& pinned);

server_facts read_facts(pqxx::transaction_base& with, int version);

/// Makes the backend notice within half a second that we are gone, where the server can (PostgreSQL
/// 14, on systems that report hang-ups). Not among the pinned: older servers would refuse the
/// connection. To be repeated after DISCARD ALL.
inline constexpr const char* watch_client_statement = "SET client_connection_check_interval = 500";
inline constexpr int oldest_version_watching_client = 140'000;

} // namespace howdah::postgres
