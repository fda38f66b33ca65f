#pragma once

#include "sql/facts.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace howdah::sql {

/// A statement that asks PostgreSQL for its plan of another, and runs nothing.
struct plan_question {
  std::string text;
  int shift; ///< to be added to a position in `text`, for one in the other; in characters
};

/// Nothing for what has no plan of its own (CREATE INDEX, CALL), and for an EXPLAIN that runs
/// nothing. Behind EXPLAIN ANALYZE stands what it would run.
std::optional<plan_question> plan_question_of(const facts& found, std::string_view text);

} // namespace howdah::sql
