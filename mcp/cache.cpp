#include "mcp/cache.hpp"

namespace howdah::mcp {

void append_cache_hint(std::string& members, const cache_hint& hint, revision rev) {
  if (!modern(rev))
    return;
  members += R"(,"ttlMs":)";
  members += std::to_string(hint.ttl_ms);
  members += R"(,"cacheScope":)";
  members += hint.same_for_all ? R"("public")" : R"("private")";
}

} // namespace howdah::mcp
