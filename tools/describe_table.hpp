#pragma once

#include "tools/tool.hpp"

namespace howdah::tools {

/// describe_table: all that the catalogs say about one table, view or the like.
std::unique_ptr<const tool> make_describe_table(const limits& bounds);

} // namespace howdah::tools
