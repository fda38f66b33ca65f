#pragma once

#include "tools/tool.hpp"

#include <memory>

namespace howdah::tools {

/// `db_identity`: which database, login and server the calls reach.
std::unique_ptr<const tool> make_db_identity();

} // namespace howdah::tools
