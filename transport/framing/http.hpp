#pragma once

#include "transport/framing/http_head.hpp"
#include "transport/framing/http_request.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace howdah::transport {

struct http_limits {
  std::size_t head_bytes = 16 * 1024;   ///< request line and header fields; beyond: 431
  std::size_t body_bytes = 1024 * 1024; ///< after decoding chunks; beyond: 413
};

/// Turns the bytes of one connection into requests: HTTP/1.0 and 1.1, keep-alive, pipelining,
/// chunked bodies. Stricter than the RFC where leniency lets two parsers disagree about where a
/// request ends (RFC 9112 §11.2): such bytes are refused for good.
class http_feed {
public:
  enum class event {
    more,    ///< append more first
    waiting, ///< `request()` is a head whose client waits for "100 Continue"; reported once, then
             ///< go on with `next`
    request, ///< `request()` is complete; move it out
    refused, ///< `refusal()` says why; nothing more comes from this feed
  };
  /// What the client is in the middle of sending.
  enum class phase { between, head, body, over };

  explicit http_feed(http_limits limits);
  ~http_feed();
  http_feed(const http_feed&) = delete;
  http_feed& operator=(const http_feed&) = delete;

  void append(std::string_view bytes);
  event next();
  http_request& request() noexcept { return request_; }
  const http_refusal& refusal() const noexcept { return refusal_; }
  phase in() const noexcept;

private:
  struct parser;

  event refuse(int status, std::string message);
  event read_head();
  event parse_head();
  event read_body();
  event finish();
  std::string_view unread() const noexcept { return std::string_view(buffer_).substr(start_); }
  void skip_empty_lines();
  void consume(std::size_t bytes);

  http_limits limits_;
  std::string buffer_;
  std::size_t start_ = 0; ///< of what is not consumed yet
  head_scanner scanner_;
  std::unique_ptr<parser> parser_; ///< while a body is being read
  http_request request_;
  http_refusal refusal_;
  bool dead_ = false;
};

} // namespace howdah::transport
