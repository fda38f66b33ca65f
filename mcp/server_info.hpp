#pragma once

#include "mcp/revision.hpp"

#include <string>

namespace howdah::mcp {

/// MCP's Implementation object for this server: name, title (since 2025-06-18), version. JSON text.
std::string server_info(revision rev);
/// The same for clients that meet the server: with description and icon (since 2025-11-25), which
/// would weigh too much on every other result.
std::string server_introduction(revision rev);

} // namespace howdah::mcp
