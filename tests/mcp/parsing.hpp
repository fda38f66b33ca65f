#pragma once

#include "mcp/document.hpp"
#include "mcp/message.hpp"

#include <memory>
#include <stdexcept>
#include <string>

namespace howdah::tests {

/// A parsed JSON text for expectations; throws when it is none.
class json {
public:
  explicit json(const std::string& text) : parsed_(std::make_shared<mcp::document>()) {
    if (const auto why = parsed_->load(text))
      throw std::invalid_argument(why->message + " in " + text);
  }
  mcp::value root() const { return parsed_->root(); }
  mcp::value operator[](std::string_view name) const { return root()[name]; }

private:
  std::shared_ptr<mcp::document> parsed_;
};

/// The one message of a frame; throws when it is malformed.
inline mcp::message_ptr message_of(const std::string& text) {
  const auto parsed = mcp::parse_frame(text, 64);
  if (!parsed)
    throw std::invalid_argument(parsed.error().why.message);
  const auto& only = parsed->messages.at(0);
  if (!only)
    throw std::invalid_argument(only.error().why.message);
  return *only;
}

/// A request with these params (JSON text).
inline mcp::message_ptr request_of(const std::string& method, const std::string& params = "{}") {
  return message_of(R"({"jsonrpc":"2.0","id":1,"method":)" + mcp::json_string(method)
                    + R"(,"params":)" + params + '}');
}

} // namespace howdah::tests
