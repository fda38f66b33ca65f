#pragma once

#include "app/config/knob.hpp"

#include <span>
#include <string_view>

namespace howdah::app {

/// Every setting, in the order of --help.
std::span<const knob> knobs();

/// The knob of a YAML key or of a flag; null when there is none.
const knob* knob_of_key(std::string_view key);
const knob* knob_of_flag(std::string_view flag);

} // namespace howdah::app
