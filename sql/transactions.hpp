#pragma once

#include "core/access_mode.hpp"
#include "sql/facts.hpp"
#include "sql/statement.hpp"

namespace howdah::sql {

/// The form in which an admitted statement runs.
transaction_form form_of(const facts& found, access_mode mode) noexcept;

/// True when the session may differ afterwards, as far as the tree shows.
bool leaves_session_state(const facts& found, access_mode mode) noexcept;

/// EXPLAIN without ANALYZE of anything that it can explain: nothing runs.
bool only_planned(const facts& found) noexcept;

bool returns_rows(const facts& found) noexcept;

} // namespace howdah::sql
