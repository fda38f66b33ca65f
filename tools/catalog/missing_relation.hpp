#pragma once

#include "core/problem.hpp"
#include "tools/catalog/rows.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::tools {

/// What was asked for and not found, and what there is instead: "did you mean".
struct missing_relation {
  std::string name;
  std::optional<std::string> schema = {};
  bool schema_exists = false;
  std::string searched = {}; ///< where it was looked for when no schema was given

  /// A relation with a similar name.
  struct candidate {
    std::string schema;
    std::string name;
    bool here = false; ///< in a schema that was searched
  };
  std::vector<candidate> relations = {};
  std::vector<std::string> schemas = {};

  problem explain() const;
};

/// That there is no such schema, and which there are.
problem missing_schema(const std::string& name, const std::vector<std::string>& schemas);

/// `"a", "b" or "c"`.
std::string quoted_list(const std::vector<std::string>& names);

} // namespace howdah::tools
