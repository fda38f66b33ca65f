#pragma once

#include "tools/tool.hpp"

namespace howdah::tools {

/// get_foreign_keys: the keys of a table and those that reference it.
std::unique_ptr<const tool> make_get_foreign_keys(const limits& bounds);

} // namespace howdah::tools
