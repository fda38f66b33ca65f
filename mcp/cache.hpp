#pragma once

#include "mcp/revision.hpp"

#include <cstdint>
#include <string>

namespace howdah::mcp {

/// How long and by whom a result may be kept (2026-07-28, `ttlMs` and `cacheScope`).
struct cache_hint {
  std::uint32_t ttl_ms = 0;
  /// "public": answers are the same for everybody. Only without authentication; everything else is
  /// "private".
  bool same_for_all = false;
};

/// Appends `,"ttlMs":…,"cacheScope":…`; nothing in revisions that know no such thing.
void append_cache_hint(std::string& members, const cache_hint& hint, revision rev);

} // namespace howdah::mcp
