#include "mcp/notification.hpp"

#include "mcp/json.hpp"

namespace howdah::mcp {

std::string progress_notification(std::string_view token, const progress& how_far, revision rev) {
  std::string out
    = R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":)";
  out += token;
  out += R"(,"progress":)" + std::to_string(how_far.done);
  if (how_far.total)
    out += R"(,"total":)" + std::to_string(*how_far.total);
  if (!how_far.message.empty() && rev >= revision::v2025_03_26)
    out += R"(,"message":)" + json_string(how_far.message);
  return out += "}}";
}

std::string batch_of(const std::vector<std::string>& responses) {
  std::string out;
  for (const auto& response : responses)
    if (!response.empty())
      out.append(out.empty() ? "[" : ",").append(response);
  if (!out.empty())
    out += ']';
  return out;
}

} // namespace howdah::mcp
