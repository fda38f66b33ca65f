#include "mcp/log_level.hpp"

#include "mcp/json.hpp"
#include "mcp/meta.hpp"

#include <algorithm>
#include <array>

namespace howdah::mcp {

namespace {

constexpr std::array<std::string_view, 8> names{"debug", "info",     "notice", "warning",
                                                "error", "critical", "alert",  "emergency"};
constexpr std::string_view known
  = "Levels are debug, info, notice, warning, error, critical, alert and emergency.";

} // namespace

std::string_view name_of(log_level level) noexcept {
  return names[static_cast<std::size_t>(level)];
}

std::optional<log_level> parse_log_level(std::string_view name) noexcept {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt
                              : std::optional(static_cast<log_level>(found - names.begin()));
}

result<log_level> wanted_level(const message& set_level) {
  const auto level = parse_log_level(set_level.params()["level"].string().value_or(""));
  if (!level)
    return refuse(errc::invalid_params, "logging/setLevel needs \"level\", the name of one.",
                  std::string(known));
  return *level;
}

result<std::optional<log_level>> level_of_request(const message& from) {
  const auto given = meta_of(from)[meta::log_level];
  if (!given)
    return std::nullopt;
  const auto level = parse_log_level(given.string().value_or(""));
  if (!level)
    return refuse(errc::invalid_meta, "_meta names no log level.", std::string(known));
  return level;
}

std::string message_notification(log_level level, std::string_view logger,
                                 std::string_view data_json) {
  std::string out = R"({"jsonrpc":"2.0","method":"notifications/message","params":{"level":)";
  append_quoted(out, name_of(level));
  out += R"(,"logger":)";
  append_quoted(out, logger);
  return out.append(R"(,"data":)").append(data_json).append("}}");
}

} // namespace howdah::mcp
