#pragma once

#include <string>

namespace howdah::app {

/// What a command prints, and the exit code.
struct told {
  std::string text;
  int code = 0;
};

} // namespace howdah::app
