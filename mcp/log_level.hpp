#pragma once

#include "core/result.hpp"
#include "mcp/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace howdah::mcp {

/// Severities of RFC 5424 as MCP names them, mildest first.
enum class log_level { debug, info, notice, warning, error, critical, alert, emergency };

std::string_view name_of(log_level level) noexcept;
std::optional<log_level> parse_log_level(std::string_view name) noexcept;

/// `level` of `logging/setLevel`. Errors: invalid_params.
result<log_level> wanted_level(const message& set_level);
/// The level that a modern request asks for in its `_meta`; nothing: it wants no messages. Errors:
/// invalid_meta.
result<std::optional<log_level>> level_of_request(const message& from);

/// `notifications/message`, one line. `data_json` is JSON text.
std::string message_notification(log_level level, std::string_view logger,
                                 std::string_view data_json);

} // namespace howdah::mcp
