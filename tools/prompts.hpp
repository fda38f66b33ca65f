#pragma once

#include "tools/catalogue.hpp"

#include <vector>

namespace howdah::tools {

/// write_safe_select and explain_plan_tips, as the original named them.
std::vector<prompt> standard_prompts();

} // namespace howdah::tools
