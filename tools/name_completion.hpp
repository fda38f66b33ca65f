#pragma once

#include "mcp/completion.hpp"
#include "tools/tool.hpp"

#include <string_view>

namespace howdah::tools {

/// What of the database an argument names.
enum class name_kind { schema, table, column, role };

/// Names that what was typed can become: those that begin with it, those that hold it, those that
/// are like it, whatever the case; only what the login may use and the caller may see; no roles to
/// whom the permissions restrict. Arguments `schema` and `table` that the client has chosen before
/// narrow it. Without a database, none.
step complete_names(name_kind what, const mcp::completion_request& asked, const context& with);

} // namespace howdah::tools
