#include "transport/framing/line.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

using howdah::transport::line_framer;

namespace {

constexpr std::size_t limit = 64;

std::vector<std::string> lines_of(std::string_view text, std::size_t size) {
  line_framer framer(limit);
  std::vector<std::string> lines;
  const auto keep = [&](const auto& found) {
    if (found.text.size() > limit || found.text.find('\n') != std::string::npos)
      std::abort();
    lines.push_back(found.too_long ? "<too long>" : found.text);
  };
  for (std::size_t at = 0; at < text.size(); at += size) {
    framer.append(text.substr(at, size));
    while (const auto found = framer.next())
      keep(*found);
  }
  while (const auto last = framer.rest())
    keep(*last);
  return lines;
}

} // namespace

/// However a stream is cut, it holds the same lines.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto whole = lines_of(text, size + 1);
  for (const std::size_t piece : {1, 2, 7, 63, 64, 65})
    if (lines_of(text, piece) != whole)
      std::abort();
  return 0;
}
