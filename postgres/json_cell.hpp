#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace howdah::postgres {

/// What becomes of blanks and line ends between the tokens of a JSON text.
enum class blanks : std::uint8_t { dropped, single };

/// Appends a json or jsonb value on one line. False, with nothing appended, when common readers
/// would refuse it: a lone surrogate escape, a number beyond a double, nesting deeper than 64; or
/// when it is no JSON at all, which no cell should be, but an answer must not depend on that.
/// `text` must be well-formed UTF-8.
bool append_json_cell(std::string& out, std::string_view text, blanks between);

} // namespace howdah::postgres
