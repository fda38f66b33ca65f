#include "mcp/server_info.hpp"

#include "core/version.hpp"
#include "mcp/json.hpp"

namespace howdah::mcp {

std::string server_info(revision rev) {
  std::string out = R"({"name":"howdah")";
  if (rev >= revision::v2025_06_18)
    out += R"(,"title":"Howdah: PostgreSQL")";
  out += R"(,"version":)";
  append_quoted(out, version());
  return out += '}';
}

} // namespace howdah::mcp
