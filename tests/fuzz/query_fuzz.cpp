#include "transport/framing/query.hpp"
#include "transport/stream_name.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace howdah::transport;

/// However a query is written, decoding never adds to it, and only a stream's name passes for one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto named = query_parameter(text, "session_id");
  if (named && named->size() > text.size())
    std::abort();
  if (named && is_stream_name(*named)
      && named->find_first_not_of("0123456789abcdef") != std::string::npos)
    std::abort();
  const std::string following = "session_id=" + std::string(32, 'a') + '&';
  if (query_parameter(following + std::string(text), "session_id") != std::string(32, 'a'))
    std::abort();
  return 0;
}
