#pragma once

#include "app/config/load.hpp"
#include "app/config/setting.hpp"
#include "core/result.hpp"

#include <span>
#include <string_view>

namespace howdah::app {

/// What no setting can judge alone: contradictions, what this version does not have, what would be
/// unsafe. Settles `access` and `conn`, and adds remarks.
result<void> check(invocation& asked, std::span<const setting> settings,
                   const environment& variables);

/// The setting that counts, if anybody set it.
const setting* last_of(std::span<const setting> settings, std::string_view flag);

/// Whether only this machine can reach an address or name.
bool is_loopback(std::string_view host);

} // namespace howdah::app
