#pragma once

#include "core/access_mode.hpp"
#include "core/problem.hpp"
#include "sql/facts.hpp"

#include <optional>
#include <string>

namespace howdah::sql {

/// What one walk cannot tell, of the few statements that call for it: how large the constants grow
/// that PostgreSQL computes while it plans, and whether a system relation is read but for its
/// secret column. Parses again. `found` is what the walk of this text found.
/// `as_reader`: secrets stay secret.
std::optional<problem> refused_on_second_look(const facts& found, access_mode mode,
                                              const std::string& text, bool as_reader);

} // namespace howdah::sql
