#pragma once

#include "mcp/log_level.hpp"
#include "postgres/session.hpp"

#include <string_view>

namespace howdah::actors {

/// How loud MCP calls what PostgreSQL calls by this name (DEBUG, LOG, INFO, NOTICE, WARNING;
/// manual, table 20.2).
mcp::log_level level_of(std::string_view severity) noexcept;

/// `notifications/message` with what PostgreSQL said.
std::string log_notification(const postgres::server_message& said);

} // namespace howdah::actors
