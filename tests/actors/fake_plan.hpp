#pragma once

#include "actors/protocol/job.hpp"
#include "mcp/json.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace howdah::tests {

/// A plan for tests of who gets which job: it is never run, and its failure shows the problem.
class fake_plan : public tools::plan {
public:
  postgres::trip first() const override { return {}; }
  std::unique_ptr<tools::conversation> start() const override { return nullptr; }
  mcp::answer failed(const problem& why) const override {
    return mcp::tool_result{.text = std::string(name_of(why.code)), .is_error = true};
  }
};

inline actors::job job_for(std::uint64_t exchange) {
  return {.exchange = {exchange},
          .principal = auth::anonymous(),
          .envelope = {.id = {std::to_string(exchange)}},
          .plan = std::make_shared<fake_plan>(),
          .label = "test"};
}

} // namespace howdah::tests
