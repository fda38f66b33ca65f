#pragma once

#include "core/result.hpp"
#include "mcp/answer.hpp"
#include "mcp/content.hpp"
#include "mcp/descriptor.hpp"
#include "mcp/json.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace howdah::mcp {

/// The arguments of a prompts/get after they were checked: strings under the prompt's names, the
/// required ones there. A view into the message.
class prompt_arguments {
public:
  /// `given` may be absent or null (= {}). The problem is invalid_params.
  static result<prompt_arguments> check(const prompt_descriptor& prompt, value given);

  std::optional<std::string_view> string(std::string_view name) const noexcept {
    return given_[name].string();
  }

private:
  value given_;
};

struct prompt_message {
  enum class speaker { user, assistant };
  speaker by = speaker::user;
  content what = {};
};

/// Result of prompts/get.
answer prompt_answer(const prompt_descriptor& prompt, const std::vector<prompt_message>& messages);

} // namespace howdah::mcp
