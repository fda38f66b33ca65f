#pragma once

#include "tools/catalogue.hpp"

#include <memory>
#include <vector>

namespace howdah::tools {

/// write_safe_select and explain_plan_tips, as the original named them; profile_column and
/// review_role, about a name that the client completes.
std::vector<std::unique_ptr<const prompt>> standard_prompts();

} // namespace howdah::tools
