#pragma once

#include "app/config/load.hpp"
#include "core/secret.hpp"

#include <string>

namespace howdah::app {

/// The first lines of the log: what runs, on what, in which mode, and what of the configuration
/// deserves attention.
void log_start(const invocation& asked, const secret& dsn, const std::string& url);

} // namespace howdah::app
