#pragma once

#include "core/log.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace howdah::log {

/// `call tool=query rows=1 ms=0.4`: the event and its fields in logfmt, on one line whatever the
/// values hold. Values that are empty or hold blanks, quotes, `=`, backslashes or control
/// characters are quoted with JSON's escapes. Fields without a key are left out.
std::string logfmt(std::string_view event, std::initializer_list<field> fields);

} // namespace howdah::log
