#pragma once

#include "core/result.hpp"
#include "core/secret.hpp"
#include "postgres/connection.hpp"

#include <map>
#include <string>
#include <string_view>

namespace howdah::postgres {

/// A DSN as libpq understands it: with what a service file, the environment and libpq's defaults
/// add to it. Holds passwords.
class resolved_dsn {
public:
  /// Without connecting. The problem has no part of the DSN in it.
  static result<resolved_dsn> of(const secret& dsn);

  /// The value of a keyword, e.g. `options`; empty when it has none.
  std::string_view value(std::string_view keyword) const;
  /// `text` without passwords and without the directories of files, for messages that callers see.
  std::string scrub(std::string_view text) const;

private:
  std::map<std::string, std::string, std::less<>> values_;
};

} // namespace howdah::postgres
