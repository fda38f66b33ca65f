#pragma once

#include <string_view>

namespace howdah {

/// The version of this build; the file VERSION is its one place.
std::string_view version() noexcept;

} // namespace howdah
