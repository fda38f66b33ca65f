#pragma once

#include <cstddef>
#include <string_view>

namespace howdah::postgres {

/// Length of the number at the start of `text` by JSON's grammar (RFC 8259 §6); 0 when there is
/// none.
std::size_t json_number_length(std::string_view text) noexcept;

/// Whether the whole of `text` is a JSON number.
bool is_json_number(std::string_view text) noexcept;

/// Whether a double can hold the magnitude of a JSON number. What is too small for one counts:
/// every reader takes it for 0.
bool fits_double(std::string_view number) noexcept;

} // namespace howdah::postgres
