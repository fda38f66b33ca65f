#pragma once

#include "core/access_mode.hpp"
#include "core/problem.hpp"
#include "core/rights.hpp"
#include "sql/facts.hpp"

#include <optional>
#include <string_view>

namespace howdah::sql {

/// Why a mode refuses a statement, or nothing when it admits it. `text` is for positions and
/// rewrites. Whoever has rights (null: everybody may what the mode allows) is denied first what
/// they do not hold; to them the functions, relations and settings of PostgreSQL itself are in
/// every mode what they are to a reader.
std::optional<problem> refused(const facts& found, access_mode mode, std::string_view text,
                               const rights* may = nullptr);

} // namespace howdah::sql
