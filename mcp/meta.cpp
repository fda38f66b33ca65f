#include "mcp/meta.hpp"

namespace howdah::mcp {

std::string progress_token(const message& from) {
  return read_id(meta_of(from)[meta::progress_token]).value_or(request_id{}).json;
}

std::optional<request_id> cancelled_request(const message& from) {
  return read_id(from.params()["requestId"]);
}

} // namespace howdah::mcp
