#pragma once

#include <string>
#include <string_view>

namespace howdah::postgres {

// PostgreSQL's text of a value in the spelling that callers know from the original server. Nothing
// is lost, and what these do not understand is copied as it is.

/// A float that always looks like one: `1.0`, `1000000.0`, `1e+16`, `1e-05`.
void append_float_text(std::string& out, std::string_view text);

/// A time or timestamp: a fraction of a second has six digits, an offset has minutes: `2024-01-01
/// 10:34:56.789000+00:00`.
void append_time_text(std::string& out, std::string_view text);

/// A range or multirange of numbers, dates or timestamps: `[1, 10)`, `{[1, 3), [5, 7)}`.
/// `unbounded` stands for a missing bound.
void append_range_text(std::string& out, std::string_view text, std::string_view unbounded);

} // namespace howdah::postgres
