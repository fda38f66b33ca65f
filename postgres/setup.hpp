#pragma once

#include "core/result.hpp"
#include "postgres/connection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;

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

/// The same for a transaction of its own, where no session keeps them, and what else the connection
/// asked for when it began.
std::vector<told_setting> set_each_time(pg_conn* connection,
                                        const std::vector<pinned_setting>& pinned);

/// Reads the pinned settings back; a problem when one did not stick (a pooler dropped it, the
/// environment overrode it).
std::optional<problem> verify(pg_conn* connection, const std::vector<pinned_setting>& pinned);

/// Asks what the server and the login are.
result<server_facts> read_facts(pg_conn* connection);

} // namespace howdah::postgres
