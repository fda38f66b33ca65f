#pragma once

#include "core/result.hpp"
#include "mcp/answer.hpp"
#include "mcp/json.hpp"
#include "mcp/message.hpp"

#include <cstddef>
#include <optional>
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
  value context = {}; ///< of arguments that have a value already

  /// The value of another argument, as the client has it (since 2025-06-18).
  std::optional<std::string_view> chosen(std::string_view other) const noexcept {
    return context["arguments"][other].string();
  }
};

/// The problem is invalid_params.
result<completion_request> read_completion(const message& from);

/// At most a hundred values go out; that there are more is told. `total`: of all, also of those not
/// in `values`.
answer completion_answer(const std::vector<std::string>& values, std::size_t total);
answer completion_answer(const std::vector<std::string>& values);

} // namespace howdah::mcp
