#include "mcp/prompt.hpp"

#include "mcp/json.hpp"

namespace howdah::mcp {

answer prompt_answer(const prompt_descriptor& prompt, std::string_view text) {
  raw_result result{.members = R"("description":)" + json_string(prompt.description)};
  result.members += R"(,"messages":[{"role":"user","content":{"type":"text","text":)";
  result.members += json_string(text) + "}}]";
  return result;
}

} // namespace howdah::mcp
