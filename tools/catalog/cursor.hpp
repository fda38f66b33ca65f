#pragma once

#include "auth/seal.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::tools {

/// Where a page of a list begins: behind a name, or after so many items.
struct list_start {
  std::optional<std::string> after = {};
  std::int64_t offset = 0;
};

/// What a cursor belongs to: the tool, the caller, and the arguments that choose and order the
/// items. A cursor
/// opens with the same scope only.
std::string cursor_scope(std::string_view tool,
                         std::initializer_list<std::optional<std::string>> filters);

/// A cursor behind `last`, the last name of a page: stays right while items come and go.
std::string cursor_after(const auth::sealer& seal, std::string_view scope, std::string_view last);

/// Reads a cursor of ours, or one as the original made them (base64 of {"offset": N}). Nothing or
/// an empty text is the first page. A cursor says where, never what: it grants nothing.
result<list_start> read_cursor(const auth::sealer& seal, std::string_view scope,
                               const std::optional<std::string>& cursor);

} // namespace howdah::tools
