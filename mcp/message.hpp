#pragma once

#include "core/result.hpp"
#include "mcp/json.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::mcp {

/// A JSON-RPC id as JSON text (`7`, `"a"`), echoed as it came: type and every digit kept, a string
/// equal to the one that was sent. Empty: a notification.
struct request_id {
  std::string json = {};
  bool present() const noexcept { return !json.empty(); }
  friend bool operator==(const request_id&, const request_id&) = default;
};

/// The id that a JSON value stands for; nothing when it is neither a string nor an integer, or too
/// long.
std::optional<request_id> read_id(value of);

/// Longest id, as JSON text: ids are echoed and remembered.
constexpr std::size_t max_id_bytes = 1024;
/// Longest batch.
constexpr std::size_t max_batch = 1000;

/// One JSON-RPC 2.0 message. Immutable; shared between actors by `message_ptr`, which keeps the
/// whole frame's text and tree alive.
class message {
public:
  enum class kind { request, notification, response };

  kind what() const noexcept { return kind_; }
  /// Empty for responses.
  std::string_view method() const noexcept { return method_; }
  const request_id& id() const noexcept { return id_; }
  /// An object, or absent: anything else made the message malformed.
  value params() const noexcept { return params_; }
  value root() const noexcept { return root_; }
  /// Size of the frame that it came in.
  std::size_t bytes() const noexcept { return bytes_; }

private:
  friend struct message_reader;

  value root_;
  value params_;
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

/// What a frame holds: one message, or a batch (an array; which revisions allow it is for the
/// dispatcher to judge).
struct frame {
  std::vector<tl::expected<message_ptr, malformed>> messages = {};
  bool batch = false;
};

/// Parses one frame. Bounded depth, iterative, strict UTF-8, no lone surrogates; NUL inside a
/// string (`\u0000`) is kept; never throws. The outer error is for frames that hold no message at
/// all: no JSON, neither object nor array, an empty or too long batch. A single object that is no
/// message is a `messages` entry of its own.
tl::expected<frame, malformed> parse_frame(std::string text, std::size_t max_depth);

} // namespace howdah::mcp
