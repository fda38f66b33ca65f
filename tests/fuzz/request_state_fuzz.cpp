// The payload of a requestState, and what makes a call the same call: whatever the bytes, nothing
// crashes, and what was read packs to what it was.
#include "mcp/request_state.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace howdah::mcp;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (const auto state = unpack_request_state(text); state && pack(*state) != text)
    std::abort();
  const auto parsed = parse_frame(
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":)" + std::string(text) + '}', 64);
  if (parsed && parsed->messages.front() && call_identity(**parsed->messages.front()).empty())
    std::abort();
  return 0;
}
