#pragma once

#include "mcp/revision.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::mcp {

/// How far a request is. `done` must grow from one notification to the next.
struct progress {
  std::uint64_t done = 0;
  std::optional<std::uint64_t> total = {};
  std::string_view message = {}; ///< since 2025-03-26; empty: none
};

/// `notifications/progress`, one line. `token` is JSON text, from mcp::progress_token.
std::string progress_notification(std::string_view token, const progress& how_far, revision rev);

/// The answer to a batch: an array of the responses that are not empty; empty when there is none.
std::string batch_of(const std::vector<std::string>& responses);

} // namespace howdah::mcp
