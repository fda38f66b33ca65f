#pragma once

#include "core/access_mode.hpp"
#include "core/problem.hpp"
#include "sql/facts.hpp"

#include <optional>

namespace howdah::sql {

/// What a statement reaches by its options rather than by its kind: COPY's files, programs and
/// streams, the languages of functions, extensions and foreign tables that open other servers.
/// Streams are refused in every mode, the rest in the read-write mode (the read-only mode has
/// refused such statements as a whole).
std::optional<problem> refused_definition(const facts& found, access_mode mode);

} // namespace howdah::sql
