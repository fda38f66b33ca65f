#pragma once

#include "tools/tool.hpp"

#include <memory>

namespace howdah::tools {

/// `server_info`: what this server is and what it allows. Needs no database.
std::unique_ptr<const tool> make_server_info();

} // namespace howdah::tools
