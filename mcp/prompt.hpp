#pragma once

#include "mcp/answer.hpp"
#include "mcp/descriptor.hpp"

#include <string_view>

namespace howdah::mcp {

/// Result of prompts/get: the description and one user message.
answer prompt_answer(const prompt_descriptor& prompt, std::string_view text);

} // namespace howdah::mcp
