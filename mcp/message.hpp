#pragma once

#include "core/result.hpp"
#include "mcp/json.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::mcp {

/// A JSON-RPC id: the JSON text exactly as it came (`7`, `"a"`), which is also how it is echoed. Empty: a notification.
struct request_id {
  std::string json = {};
  bool present() const noexcept { return !json.empty(); }
  friend bool operator==(const request_id&, const request_id&) = default;
};

/// One JSON-RPC 2.0 message: owns the bytes and the tree. Immutable; shared between actors by `message_ptr`.
class message {
public:
  enum class kind { request, notification, response };

  kind what() const noexcept { return kind_; }
  std::string_view method() const noexcept { return method_; } ///< empty for responses
  const request_id& id() const noexcept { return id_; }
  value params() const { return value(root_)["params"]; }
  value root() const { return value(root_); }
  std::size_t bytes() const noexcept { return bytes_; }

  message(const message&) = delete;
  message& operator=(const message&) = delete;

private:
  friend struct message_parser;
  message() = default;

  std::string buffer_; ///< parsed in situ; the views point into it
  rapidjson::Document document_;
  rapidjson::Value root_;
  kind kind_ = kind::request;
  std::string_view method_;
  request_id id_;
  std::size_t bytes_ = 0;
};

using message_ptr = std::shared_ptr<const message>;

/// Why a frame is not a message, with the id to answer to where it could be read.
struct malformed {
  problem why; ///< parse_error or invalid_request
  request_id id = {};
};

/// What a frame holds: one message, or a batch (an array; which revisions allow it is for the dispatcher to judge).
struct frame {
  std::vector<tl::expected<message_ptr, malformed>> messages = {};
  bool batch = false;
};

/// Parses one frame. Bounded depth, iterative, strict UTF-8, no lone surrogates, no NUL; never throws. The outer error is for
/// frames that are no JSON at all.
tl::expected<frame, malformed> parse_frame(std::string text, std::size_t max_depth);

} // namespace howdah::mcp
