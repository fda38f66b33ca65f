#pragma once

#include "actors/protocol/job.hpp"
#include "core/problem.hpp"
#include "mcp/answer.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>

namespace howdah::actors {

/// How a call ended, for its one log line.
struct call_record {
  std::string_view outcome = "ok"; ///< "ok" or the name of an errc
  std::uint64_t rows = 0;
  int attempt = 0;
};

/// The reply to a job: what `answer` encodes to, with the HTTP status of its problem if it is one.
reply reply_to(const job& work, const mcp::answer& what);
/// The reply to a job that ended before its plan had an answer. Nothing at all for a cancelled job
/// on stdio.
reply ended_early(const job& work, const problem& why);
/// The line "call tool=… verdict=… rows=… bytes=… ms=… exchange=… attempt=…", with trace=… and
/// parent=… where the caller told of a trace.
void log_call(const job& work, const call_record& record, std::size_t bytes,
              std::chrono::steady_clock::time_point now);

} // namespace howdah::actors
