#pragma once

#include "mcp/notification.hpp"
#include "tools/tool.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::conformance {

/// Work that takes its time, without a database: stages, one after another, then the answer.
class paced_plan : public tools::plan {
public:
  struct stage {
    std::chrono::milliseconds lasts{50};
    std::optional<mcp::progress> first = {}; ///< told when the stage begins
    std::string_view log = {};               ///< said when it begins, as an info message
    bool pause = false;                      ///< the client is sent away until there is more
  };

  paced_plan(std::vector<stage> stages, mcp::answer end)
    : stages_(std::move(stages)), end_(std::move(end)) {}

  const std::vector<stage>& stages() const noexcept { return stages_; }
  bool pauses() const override {
    return std::any_of(stages_.begin(), stages_.end(),
                       [](const stage& each) { return each.pause; });
  }
  const mcp::answer& end() const noexcept { return end_; }

  postgres::trip first() const override { return {}; }
  std::unique_ptr<tools::conversation> start() const override { return nullptr; }
  mcp::answer failed(const problem& why) const override {
    return mcp::tool_result{.blocks = {mcp::text_content(why.message)}, .is_error = true};
  }

private:
  std::vector<stage> stages_;
  mcp::answer end_;
};

inline tools::step paced(std::vector<paced_plan::stage> stages, mcp::answer end) {
  return tools::plan_ptr(std::make_shared<paced_plan>(std::move(stages), std::move(end)));
}

} // namespace howdah::conformance
