#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace howdah::postgres {

/// A server's words, fit for a message: valid UTF-8 (what is not becomes U+FFFD: a SQL_ASCII
/// database sends any bytes), no control characters but newline and tab, no blanks at the end, at
/// most `limit` bytes of the original.
std::string clean_text(std::string_view raw, std::size_t limit = std::size_t{8} * 1024);

} // namespace howdah::postgres
