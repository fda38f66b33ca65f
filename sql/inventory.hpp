#pragma once

#include "core/result.hpp"

#include <compare>
#include <string>
#include <vector>

namespace howdah::sql {

/// What a text names, as it stands there, sorted; whether it is admitted or not.
struct inventory {
  struct relation {
    std::string schema; ///< empty when unqualified
    std::string name;
    bool written = false;
    auto operator<=>(const relation&) const = default;
  };
  struct function {
    std::string schema; ///< empty when unqualified
    std::string name;
    int arguments = 0;
    auto operator<=>(const function&) const = default;
  };

  std::vector<std::string> operations; ///< that a role needs for it: "select", "insert"
  std::vector<relation> relations;     ///< names of WITH are none
  std::vector<function> functions;     ///< special syntax included: EXTRACT is pg_catalog.extract

  /// The problem: the text cannot be read.
  static result<inventory> of(const std::string& text);
};

} // namespace howdah::sql
