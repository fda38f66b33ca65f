#pragma once

#include "transport/framing/http.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace howdah::transport {

/// What a connection's bytes were read as.
struct feeding {
  std::vector<http_request> requests = {};
  http_refusal refused = {.status = 0, .message = {}};
  int waits = 0;
};

inline void take_all(http_feed& feed, feeding& into) {
  for (;;)
    switch (feed.next()) {
    case http_feed::event::more:
      return;
    case http_feed::event::waiting:
      ++into.waits;
      break;
    case http_feed::event::request:
      into.requests.push_back(std::move(feed.request()));
      break;
    case http_feed::event::refused:
      into.refused = feed.refusal();
      return;
    }
}

/// Feeds `text` in pieces of `size` bytes.
inline feeding fed(std::string_view text, std::size_t size = std::string_view::npos,
                   http_limits limits = {}) {
  http_feed feed(limits);
  feeding result;
  for (std::size_t at = 0; at < text.size(); at += std::min(size, text.size() - at)) {
    feed.append(text.substr(at, size));
    take_all(feed, result);
  }
  return result;
}

} // namespace howdah::transport
