#include "mcp/task.hpp"

#include "mcp/json.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace howdah::mcp {

namespace {

constexpr std::int64_t poll_interval_ms = 1000;

std::string_view name_of(task_status of) noexcept {
  switch (of) {
  case task_status::working:
    return "working";
  case task_status::input_required:
    return "input_required";
  case task_status::completed:
    return "completed";
  case task_status::failed:
    return "failed";
  case task_status::cancelled:
    return "cancelled";
  }
  return "failed";
}

/// ISO 8601, UTC.
std::string time_text(std::int64_t ms_since_epoch) {
  using namespace std::chrono;
  const sys_time<milliseconds> when{milliseconds(ms_since_epoch)};
  const auto day = floor<days>(when);
  const year_month_day date(day);
  const hh_mm_ss time(when - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return text.data();
}

std::string members_of(const task& of) {
  return R"("taskId":)" + json_string(of.id) + R"(,"status":)" + json_string(name_of(of.status))
         + R"(,"createdAt":)" + json_string(time_text(of.created)) + R"(,"lastUpdatedAt":)"
         + json_string(time_text(of.updated)) + R"(,"ttlMs":)" + std::to_string(of.ttl_ms)
         + R"(,"pollIntervalMs":)" + std::to_string(poll_interval_ms);
}

} // namespace

answer created_task(const task& of) {
  return raw_result{.members = members_of(of), .type = "task"};
}

answer task_details(const task& of) {
  raw_result out{.members = members_of(of)};
  if (of.status == task_status::input_required)
    out.members += ',' + input_request_members(of.open);
  if (of.status == task_status::completed)
    out.members += R"(,"result":)" + of.outcome;
  if (of.status == task_status::failed)
    out.members += R"(,"error":)" + of.outcome;
  return out;
}

response_parts split(const envelope& to, std::string_view encoded) noexcept {
  constexpr std::string_view version = R"({"jsonrpc":"2.0",)";
  constexpr std::string_view id = R"("id":,)";
  constexpr std::string_view result = R"("result":)";
  constexpr std::string_view error = R"("error":)";
  const auto before = version.size() + id.size() + to.id.json.size();
  if (encoded.size() <= before + result.size())
    return {.failed = true, .json = {}};
  encoded.remove_prefix(before);
  encoded.remove_suffix(1);
  const bool failed = encoded.starts_with(error);
  encoded.remove_prefix(failed ? error.size() : result.size());
  return {.failed = failed, .json = encoded};
}

} // namespace howdah::mcp
