#pragma once

#include "core/result.hpp"
#include "mcp/answer.hpp"
#include "mcp/message.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace howdah::mcp {

/// What `completion/complete` asks about. Views into the message.
struct completion_request {
  enum class kind { prompt, resource };
  kind of = kind::prompt;
  std::string_view name;     ///< of the prompt, or the URI template
  std::string_view argument; ///< whose value is being typed
  std::string_view typed;
};

/// The problem is invalid_params.
result<completion_request> read_completion(const message& from);

/// At most a hundred values go out; more are told as such.
answer completion_answer(const std::vector<std::string>& values);

} // namespace howdah::mcp
