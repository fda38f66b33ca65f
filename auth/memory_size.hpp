#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace howdah::auth {

/// "16MB" as PostgreSQL's settings have it: a whole number and kB, MB, GB or TB. Nothing when the
/// text is something else, or out of the range of work_mem (64kB to 2147483647kB).
std::optional<std::int64_t> kilobytes(std::string_view text) noexcept;

} // namespace howdah::auth
