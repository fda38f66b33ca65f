#include "actors/server_messages.hpp"

#include "mcp/json.hpp"

#include <string>

namespace howdah::actors {

namespace {

void append_member(std::string& object, std::string_view name, std::string_view text) {
  if (text.empty())
    return;
  object += object.size() == 1 ? "" : ",";
  object.append(mcp::json_string(name)).append(1, ':').append(mcp::json_string(text));
}

} // namespace

mcp::log_level level_of(std::string_view severity) noexcept {
  if (severity.starts_with("DEBUG"))
    return mcp::log_level::debug;
  if (severity == "NOTICE")
    return mcp::log_level::notice;
  if (severity == "WARNING")
    return mcp::log_level::warning;
  return mcp::log_level::info;
}

std::string log_notification(const postgres::server_message& said) {
  std::string data = "{";
  append_member(data, "message", said.message);
  append_member(data, "detail", said.detail);
  append_member(data, "hint", said.hint);
  append_member(data, "sqlstate", said.sqlstate);
  append_member(data, "severity", said.severity);
  return mcp::message_notification(level_of(said.severity), "postgresql", data + '}');
}

} // namespace howdah::actors
