#pragma once

#include "postgres/value_type.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace howdah::postgres {

/// How values look as JSON. Both are valid JSON on one line whatever the value; they differ where
/// the original server had a spelling of its own that callers may rely on.
enum class json_style : std::uint8_t {
  /// Nothing is lost to a reader whose numbers are doubles: int8 beyond 2^53 is a string, ranges
  /// and rows are PostgreSQL's text.
  exact,
  /// As in the text of an answer: int8 is a number, `[1, 10)`, `[1, None)`, an anonymous row is a
  /// list of strings.
  familiar,
};

/// Appends a value that is not NULL. `text` is what PostgreSQL printed for it, and well-formed
/// UTF-8.
///
/// boolean: true, false. int2, int4, oid, int8, float: number; NaN and the infinities: strings.
/// numeric, and everything not named here: string, character by character what PostgreSQL prints.
/// json, jsonb: nested, or a string where a common JSON reader would refuse it. Times: six digits
/// of a second where there is a fraction, zones with minutes. Arrays: nested lists of their
/// elements; a string where the lower bound is not 1.
void append_json(std::string& out, const value_type& type, std::string_view text, json_style style);

/// Appends a value as it stands in a Markdown table, not yet escaped: `True`, `1.0`, `[1, 2]`,
/// otherwise PostgreSQL's text.
void append_cell(std::string& out, const value_type& type, std::string_view text);

} // namespace howdah::postgres
