#include "mcp/inputs.hpp"

namespace howdah::mcp {

std::string input_request_members(const std::vector<input_request>& asked) {
  if (asked.empty())
    return {};
  std::string out = R"("inputRequests":{)";
  for (const auto& each : asked) {
    if (out.back() != '{')
      out += ',';
    append_quoted(out, each.key);
    out += R"(:{"method":)" + json_string(each.method) + R"(,"params":)" + each.params + '}';
  }
  return out += '}';
}

std::string input_request_message(std::string_view id, const input_request& asked) {
  return R"({"jsonrpc":"2.0","id":)" + json_string(id) + R"(,"method":)" + json_string(asked.method)
         + R"(,"params":)" + asked.params + '}';
}

value accepted_content(value elicited) noexcept {
  return elicited["action"].string() == "accept" ? elicited["content"] : value();
}

} // namespace howdah::mcp
