#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace howdah::tools {

/// What `table://{schema}/{table}` names.
struct table_uri {
  std::string schema;
  std::string table;
};

/// Percent-escapes are decoded (RFC 3986 §2.1), so that any identifier can be named; characters
/// that should have been escaped are taken as they are. Nothing when the URI has another form, a
/// wrong escape, or names what no identifier can be.
std::optional<table_uri> parse_table_uri(std::string_view uri);

} // namespace howdah::tools
