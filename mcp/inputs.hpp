#pragma once

#include "mcp/json.hpp"
#include "mcp/message.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::mcp {

/// A question to the client in the middle of a call. Legacy revisions send it as a request of their
/// own, modern ones put it into the result.
struct input_request {
  std::string key;           ///< names it within the call
  std::string method;        ///< elicitation/create, sampling/createMessage or roots/list
  std::string params = "{}"; ///< JSON text
};

/// What the client has answered. Values live as long as these inputs and the message of the call.
class inputs {
public:
  inputs() = default;
  /// Modern: `inputResponses` of the call, which may be absent, and the state that came with it.
  explicit inputs(value responses, std::string state = {})
    : responses_(responses), state_(std::move(state)) {}

  /// The result object under a key, whatever it is; absent when the client gave none.
  value operator[](std::string_view key) const noexcept {
    for (const auto& each : gathered_)
      if (each.key == key)
        return each.response;
    return responses_[key];
  }
  /// What the call said to be told again; empty unless it did. Never from anybody else.
  const std::string& state() const noexcept { return state_; }

  /// For answers that come one by one, each in a message of its own.
  void gather(std::string key, value response, message_ptr from) {
    gathered_.push_back({std::move(key), response, std::move(from)});
  }
  void remember(std::string state) { state_ = std::move(state); }

private:
  struct gathered {
    std::string key;
    value response;
    message_ptr from;
  };

  value responses_;
  std::vector<gathered> gathered_;
  std::string state_;
};

/// Members of the result that asks: `"inputRequests":{…}`; empty requests make nothing.
std::string input_request_members(const std::vector<input_request>& asked);
/// The JSON-RPC request that asks in a legacy revision, one line.
std::string input_request_message(std::string_view id, const input_request& asked);

/// Whether an elicitation was answered with `accept`, and with which content (absent otherwise).
value accepted_content(value elicited) noexcept;

} // namespace howdah::mcp
