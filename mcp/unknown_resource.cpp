#include "mcp/unknown_resource.hpp"

#include "mcp/json.hpp"

#include <utility>

namespace howdah::mcp {

problem unknown_resource(std::string_view uri, std::string hint) {
  return {.code = errc::resource_not_found,
          .message = "Resource not found: " + std::string(uri),
          .hint = std::move(hint),
          .data_json = R"("uri":)" + json_string(uri)};
}

} // namespace howdah::mcp
