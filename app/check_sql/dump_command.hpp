#pragma once

#include "app/config/setting.hpp"
#include "app/told.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::app {

/// `howdah dump-catalog [FLAG...]`: writes down what `check-sql --catalog` reads (catalog_dump.hpp),
/// of the database that the server would use with these flags, this environment and this
/// configuration file. A problem: misused, or the database cannot be asked. Nothing when the
/// arguments begin with something else.
std::optional<result<told>> dump_command(const std::vector<std::string>& arguments,
                                         const environment& variables);

} // namespace howdah::app
