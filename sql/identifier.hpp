#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace howdah::sql {

/// A qualified name that means the same when it is parsed again: every part in double quotes.
std::string quoted_name(std::string_view schema, std::string_view name);

/// A name as it is written in a text that PostgreSQL reads as an object's, such as a literal cast
/// to regclass: parts in lower case but for quoted ones. Nothing for numbers and for whatever is no
/// name of at most two parts.
struct written_name {
  std::string schema; ///< empty when unqualified
  std::string name;
};
std::optional<written_name> read_name(std::string_view text);

} // namespace howdah::sql
