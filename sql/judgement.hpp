#pragma once

#include "core/access_mode.hpp"
#include "core/problem.hpp"
#include "sql/facts.hpp"

#include <optional>
#include <string_view>

namespace howdah::sql {

/// Why a mode refuses a statement, or nothing when it admits it. `text` is for positions and
/// rewrites.
std::optional<problem> refused(const facts& found, access_mode mode, std::string_view text);

} // namespace howdah::sql
