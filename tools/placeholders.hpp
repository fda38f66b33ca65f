#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::tools {

/// How a statement names its parameters.
enum class placeholder_style {
  native,  ///< $1, $2, … as PostgreSQL has them; % means nothing special
  percent, ///< %s, %s, … in order, as in the original; %% is one %
};

/// A statement with PostgreSQL's own placeholders.
struct converted_sql {
  std::string text = {};
  placeholder_style style = placeholder_style::native;
  std::size_t placeholders = 0; ///< in percent style
};

/// For a statement that comes with a list of parameters. A `$n` outside of strings, identifiers and
/// comments makes it native. Otherwise
/// `%s` (and `%b`, `%t`) outside of these become $1, $2, …, and `%%` becomes `%` everywhere but in
/// comments; any other `%` is left alone, so that LIKE patterns and the modulo operator need no
/// doubling.
converted_sql convert_placeholders(std::string_view sql);

/// A `$n` outside of strings, identifiers and comments.
struct native_placeholder {
  int position; ///< in characters from 1
  std::string name;
};

/// The first one, if there is any.
std::optional<native_placeholder> first_native_placeholder(std::string_view sql);

} // namespace howdah::tools
