#include "mcp/trace_context.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

bool is_id(std::string_view id, std::size_t size) {
  return id.size() == size && id.find_first_not_of("0123456789abcdef") == std::string_view::npos
         && id.find_first_not_of('0') != std::string_view::npos;
}

} // namespace

/// Whatever a caller sends, what goes on to the log is two ids of the text and nothing else.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = howdah::mcp::parse_traceparent(text);
  if (!read)
    return 0;
  if (!is_id(read->trace_id, 32) || !is_id(read->parent_id, 16))
    std::abort();
  if (text.substr(3, 32) != read->trace_id || text.substr(36, 16) != read->parent_id)
    std::abort();
  return 0;
}
