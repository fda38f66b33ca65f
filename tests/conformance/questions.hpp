#pragma once

#include "mcp/inputs.hpp"
#include "mcp/json.hpp"

#include <string>
#include <string_view>

namespace howdah::conformance {

/// An elicitation of one form; `properties` and `required` are JSON.
inline mcp::input_request ask_form(std::string key, std::string_view message,
                                   std::string_view properties, std::string_view required) {
  return {.key = std::move(key),
          .method = "elicitation/create",
          .params = R"({"message":)" + mcp::json_string(message)
                    + R"(,"requestedSchema":{"type":"object","properties":)"
                    + std::string(properties) + R"(,"required":)" + std::string(required) + "}}"};
}

inline mcp::input_request ask_model(std::string key, std::string_view prompt, int tokens) {
  return {.key = std::move(key),
          .method = "sampling/createMessage",
          .params = R"({"messages":[{"role":"user","content":{"type":"text","text":)"
                    + mcp::json_string(prompt) + R"(}}],"maxTokens":)" + std::to_string(tokens)
                    + '}'};
}

inline mcp::input_request ask_roots(std::string key) {
  return {.key = std::move(key), .method = "roots/list"};
}

/// What the model of the client said.
inline std::string sampled_text(mcp::value response) {
  return std::string(response["content"]["text"].string().value_or(""));
}

} // namespace howdah::conformance
