#pragma once

#include "core/access_mode.hpp"
#include "core/problem.hpp"
#include "sql/facts.hpp"

#include <string_view>

namespace howdah::sql {

/// The refusal of a text without a statement or with several. When all but one of them merely
/// control the transaction or the session, the one left is offered as the rewrite.
problem not_one_statement(const facts& found, access_mode mode, std::string_view text);

} // namespace howdah::sql
