#pragma once

#include "tools/tool.hpp"

namespace howdah::tools {

/// list_schemas: the schemas of the database, by name.
std::unique_ptr<const tool> make_list_schemas(const limits& bounds);

} // namespace howdah::tools
