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

} // namespace howdah::postgres
