#include "sql/walk.hpp"

#include "sql/refusal.hpp"
#include "sql/walker.hpp"

#include <rapidjson/reader.h>

#include <string>

namespace howdah::sql {

namespace {

constexpr unsigned reading = rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag
                             | rapidjson::kParseNumbersAsStringsFlag;

problem ended(const walker& stopped) {
  const auto node = stopped.unknown();
  if (stopped.reason() != rule::unknown_node)
    return refusal(stopped.reason(), access_mode::unrestricted, "The statement");
  return refusal(rule::unknown_node, access_mode::unrestricted,
                 "The statement (" + std::string(node.empty() ? "unreadable tree" : node) + ")");
}

} // namespace

result<facts> walk(char* json, const walk_limits& limits) {
  walker handler(limits);
  rapidjson::Reader reader;
  rapidjson::InsituStringStream stream(json);
  if (reader.Parse<reading>(stream, handler).IsError())
    return refuse(ended(handler));
  return handler.take();
}

} // namespace howdah::sql
