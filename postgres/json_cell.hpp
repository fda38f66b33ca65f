#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace howdah::postgres {

/// What becomes of blanks and line ends between the tokens of a JSON text.
enum class blanks : std::uint8_t { dropped, single };

/// Appends a json or jsonb value on one line. False, with nothing appended, when it is JSON that
/// common readers refuse: a lone surrogate escape, a number beyond a double, nesting deeper
/// than 64. The rest of the grammar is PostgreSQL's business.
bool append_json_cell(std::string& out, std::string_view text, blanks between);

} // namespace howdah::postgres
