#include "transport/framing/http.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using howdah::transport::http_feed;
using howdah::transport::http_limits;

namespace {

constexpr http_limits limits{.head_bytes = 1024, .body_bytes = 512};

/// What a stream was read as: requests, and the status of its refusal.
std::vector<std::string> reading_of(std::string_view text, std::size_t size) {
  http_feed feed(limits);
  std::vector<std::string> seen;
  for (std::size_t at = 0; at < text.size(); at += size) {
    feed.append(text.substr(at, size));
    for (auto event = feed.next(); event != http_feed::event::more; event = feed.next()) {
      if (event == http_feed::event::refused) {
        seen.push_back(std::to_string(feed.refusal().status));
        return seen;
      }
      if (event == http_feed::event::waiting)
        continue;
      const auto& request = feed.request();
      if (request.body.size() > limits.body_bytes)
        std::abort();
      seen.push_back(request.method + ' ' + request.host + ' ' + request.path + ' ' + request.body);
    }
  }
  return seen;
}

/// The same, or the same so far: the last few bytes of a chunked body may wait for more before they
/// are refused.
bool agree(const std::vector<std::string>& whole, const std::vector<std::string>& cut) {
  const bool refused_later = cut.size() + 1 == whole.size() && whole.back() == "400";
  return cut == whole || (refused_later && std::equal(cut.begin(), cut.end(), whole.begin()));
}

} // namespace

/// However a stream is cut, it holds the same requests.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto whole = reading_of(text, size + 1);
  for (const std::size_t piece : {1, 3, 64})
    if (!agree(whole, reading_of(text, piece)))
      std::abort();
  return 0;
}
