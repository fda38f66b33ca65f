#pragma once

#include "app/config/load.hpp"
#include "app/config/setting.hpp"
#include "core/result.hpp"

#include <span>

namespace howdah::app {

/// Whose access tokens are taken: joins the issuer of --auth-issuer to those of the file, and
/// refuses what could never let anybody in. Over stdio there are none. Adds remarks.
result<void> check_authentication(invocation& asked, std::span<const setting> settings);

} // namespace howdah::app
