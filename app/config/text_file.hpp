#pragma once

#include "core/result.hpp"

#include <string>

namespace howdah::app {

/// The whole text of a regular file; `what` names it in the problem: "the configuration file".
result<std::string> read_text_file(const std::string& what, const std::string& path);

} // namespace howdah::app
