#pragma once

#include <string>

namespace howdah::sql {

/// True when the statement reads values of pg_settings without saying of which settings, or says so
/// of one that holds a path or a secret (secret_setting). What counts is a condition that every row
/// must meet: `name = 'work_mem'`, `name IN (…)`, `name = ANY (ARRAY[…])`, `name LIKE
/// 'autovacuum%'` and combinations of them. Parses again.
bool reads_secret_settings(const std::string& text);

} // namespace howdah::sql
