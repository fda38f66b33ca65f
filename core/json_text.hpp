#pragma once

#include <string>
#include <string_view>

namespace howdah {

/// Appends `text`, which must be UTF-8, as the inside of a JSON string: escaped, no quotes around
/// it.
void append_json_escaped(std::string& out, std::string_view text);
/// Appends `text`, which must be UTF-8, as a JSON string.
void append_json_string(std::string& out, std::string_view text);

} // namespace howdah
