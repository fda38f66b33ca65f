#pragma once

#include "app/config/load.hpp"
#include "app/config/setting.hpp"
#include "core/result.hpp"

#include <span>

namespace howdah::app {

/// How this server knows its callers: reads the permissions file, names the caller of stdio, and
/// refuses to listen where strangers come by without a way to tell them apart. Adds remarks.
result<void> check_callers(invocation& asked, std::span<const setting> settings);

} // namespace howdah::app
