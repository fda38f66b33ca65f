#pragma once

#include "mcp/revision.hpp"

#include <string>

namespace howdah::mcp {

/// MCP's Implementation object for this server: name, title (since 2025-06-18), version. JSON text.
std::string server_info(revision rev);

} // namespace howdah::mcp
