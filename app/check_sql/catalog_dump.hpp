#pragma once

#include "core/result.hpp"
#include "sql/known_names.hpp"

#include <string>
#include <string_view>

namespace howdah::app {

/// What `howdah dump-catalog` writes, one JSON text a line: what it is of, then every relation,
/// checked type, function, operator and cast that the guard would ask a database about, then how
/// many those are.
struct catalog_dump {
  std::string database = {};
  std::string login = {};
  sql::known_names names = {};

  /// The problem begins with `name` and the line. Nothing is left out: half a catalog would let
  /// through what the whole one refuses.
  static result<catalog_dump> read(std::string_view text, const std::string& name);
};

} // namespace howdah::app
