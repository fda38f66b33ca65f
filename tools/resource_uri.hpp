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
/// The schema of `schema://{schema}`, read in the same way.
std::optional<std::string> parse_schema_uri(std::string_view uri);

/// The URIs that are read as these names; everything but unreserved characters is escaped.
std::string uri_of(const table_uri& table);
std::string uri_of_schema(std::string_view schema);

} // namespace howdah::tools
