#pragma once

#include "app/config/configuration.hpp"
#include "app/config/setting.hpp"
#include "core/result.hpp"

#include <string>
#include <vector>

namespace howdah::app {

/// What the program was asked for.
struct invocation {
  enum class purpose { serve, help, version };
  purpose wanted = purpose::serve;
  configuration values = {};
  std::vector<std::string> remarks = {}; ///< lines for the log once it runs
};

/// Flags over environment over file over defaults. Everything that is written anywhere is judged,
/// also what something else overrides: a mistake never goes unnoticed. The problem's message is one
/// line, for stderr.
result<invocation> load(const std::vector<std::string>& arguments, const environment& variables);

} // namespace howdah::app
