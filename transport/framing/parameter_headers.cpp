#include "transport/framing/parameter_headers.hpp"

#include "transport/framing/encoded_header.hpp"

#include <string_view>

namespace howdah::transport {

std::vector<mcp::parameter_header> parameter_headers(const http_request& request) {
  constexpr std::string_view beginning = "Mcp-Param-";
  std::vector<mcp::parameter_header> found;
  for (const auto& field : request.fields)
    if (same_word(std::string_view(field.name).substr(0, beginning.size()), beginning))
      found.push_back(
        {.name = field.name.substr(beginning.size()), .value = decode_header(field.value)});
  return found;
}

} // namespace howdah::transport
