#pragma once

#include "mcp/answer.hpp"
#include "mcp/inputs.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::mcp {

enum class task_status { working, input_required, completed, failed, cancelled };

/// Whether a task in this state stays as it is.
constexpr bool final(task_status of) noexcept {
  return of >= task_status::completed;
}

/// A call that goes on after its answer (extension io.modelcontextprotocol/tasks). Times are
/// milliseconds since the epoch.
struct task {
  std::string id = {};
  task_status status = task_status::working;
  std::int64_t created = 0;
  std::int64_t updated = 0;
  std::int64_t ttl_ms = 0;
  std::vector<input_request> open = {}; ///< input_required: what is asked
  std::string outcome = {}; ///< JSON text: of the result when completed, of the error when failed
};

/// The answer to the call: CreateTaskResult.
answer created_task(const task& of);
/// The answer to tasks/get.
answer task_details(const task& of);

/// What an encoded response carries: `result` or `error`.
struct response_parts {
  bool failed = false;
  std::string_view json;
};
/// Takes apart what `encode` made for this envelope; a view into it.
response_parts split(const envelope& to, std::string_view encoded) noexcept;

} // namespace howdah::mcp
