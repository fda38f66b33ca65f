#pragma once

#include "app/config/setting.hpp"
#include "app/told.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::app {

/// `howdah doctor [--json] [--writer] [FLAG...]`: grades the login that the server would use with
/// these flags, this environment and this configuration file, and asks the issuers of access tokens
/// for their keys. Code 1: something of it matters, or one has none. A
/// problem: misused, or there is no connection. Nothing when the arguments begin with something
/// else.
std::optional<result<told>> doctor_command(const std::vector<std::string>& arguments,
                                           const environment& variables);

} // namespace howdah::app
