#pragma once

#include "tools/tool.hpp"

namespace howdah::tools {

/// list_tables: tables and the like of one schema, by name.
std::unique_ptr<const tool> make_list_tables(const limits& bounds);

} // namespace howdah::tools
