#pragma once

#include "app/told.hpp"
#include "core/result.hpp"

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace howdah::app {

/// `howdah check-sql [--access MODE] [--permissions FILE] [--user NAME] [--catalog FILE] [--json]
/// SQL|FILE|-`: what the guard says of a statement, without a database. Code 1: refused. A problem:
/// misused. Nothing when the arguments begin with something else. `input` is read for `-` only.
std::optional<result<told>> check_sql_command(const std::vector<std::string>& arguments,
                                              std::istream& input);

} // namespace howdah::app
