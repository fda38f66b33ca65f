#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace howdah::transport {

/// The text behind an MCP header value: `=?base64?…?=` wraps the base64 of UTF-8 text, anything
/// else stands for itself. Nothing when what is inside the wrapper is not base64 with its padding.
std::optional<std::string> decode_header(std::string_view value);

} // namespace howdah::transport
