#pragma once

#include "tools/tool.hpp"

namespace howdah::tools {

/// find_relationships: declared and probable references of a table.
std::unique_ptr<const tool> make_find_relationships(const limits& bounds);

} // namespace howdah::tools
