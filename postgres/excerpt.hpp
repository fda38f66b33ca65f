#pragma once

#include <string>
#include <string_view>

namespace howdah::postgres {

/// The line of `statement` that an error lies in, with a caret below it, as psql shows it:
///
///     LINE 2: select nocol from customer
///                    ^
///
/// Without a newline at the end. `position` counts characters from 1. Long lines are cut to 60
/// columns around the position, with `...`. Empty when the position lies outside the statement.
std::string excerpt(std::string_view statement, int position);

} // namespace howdah::postgres
