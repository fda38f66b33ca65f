#include "actors/answering.hpp"

#include "core/log.hpp"

namespace howdah::actors {

reply reply_to(const job& work, const mcp::answer& what) {
  const auto* failure = std::get_if<problem>(&what);
  const auto status = failure ? mcp::http_status(failure->code, work.envelope.rev) : 200;
  return {.to = work.exchange,
          .status = status,
          .body = mcp::encode(work.envelope, what),
          .scope = failure ? failure->scope : std::string()};
}

reply ended_early(const job& work, const problem& why) {
  if (why.code == errc::cancelled) {
    if (work.silent_when_cancelled)
      return {.to = work.exchange};
    return reply_to(work, why);
  }
  return reply_to(work, work.plan->failed(why));
}

void log_call(const job& work, const call_record& record, std::size_t bytes,
              std::chrono::steady_clock::time_point now) {
  if (work.label.empty() || !log::enabled(log::level::info))
    return;
  const bool traced = !work.trace.trace_id.empty();
  const std::chrono::duration<double, std::milli> elapsed = now - work.accepted;
  log::write(log::level::info, "call",
             {{"tool", std::string_view(work.label)},
              {"verdict", record.outcome},
              {"rows", static_cast<std::int64_t>(record.rows)},
              {"bytes", static_cast<std::int64_t>(bytes)},
              {"ms", elapsed.count()},
              {"exchange", static_cast<std::int64_t>(work.exchange.value)},
              {"attempt", static_cast<std::int64_t>(record.attempt)},
              {traced ? "trace" : "", std::string_view(work.trace.trace_id)},
              {traced ? "parent" : "", std::string_view(work.trace.parent_id)}});
}

} // namespace howdah::actors
