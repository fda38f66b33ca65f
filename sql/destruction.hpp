#pragma once

#include "sql/facts.hpp"

#include <string_view>

namespace howdah::sql {

/// What the statement destroys beyond single rows, as people write it: "DROP TABLE",
/// "DELETE without WHERE". Empty when the tree shows no such thing: DO, CALL and functions hide
/// what they do.
std::string_view destruction_in(const facts& found) noexcept;

} // namespace howdah::sql
