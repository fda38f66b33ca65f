#pragma once

#include "core/access_mode.hpp"
#include "core/problem.hpp"
#include "core/rights.hpp"
#include "sql/facts.hpp"
#include "sql/relation_use.hpp"
#include "sql/routine_use.hpp"

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace howdah::sql {

/// What the database has under a name that is not PostgreSQL's own.
struct routine {
  static constexpr int any_number = std::numeric_limits<int>::max();

  routine_kind kind = routine_kind::function;
  std::string schema;
  std::string name;
  bool on_path = false; ///< found without its schema
  int least = 0;        ///< arguments, of functions
  int most = any_number;
  bool may_write = false;     ///< volatile, or an aggregate with such a step
  bool as_owner = false;      ///< SECURITY DEFINER
  std::string extension = {}; ///< that it belongs to; empty: none

  friend bool operator==(const routine&, const routine&) = default;
};

/// All that the catalog has to be asked about, each once.
std::vector<routine_use> uses_in(const facts& found);
std::vector<relation_use> relations_in(const facts& found);

/// Whether a caller may make this call, given everything of its name. For a reader all that it may
/// mean must be immutable or stable, and run with the caller's rights. Who has rights (null:
/// nobody's are in question) may call what they name and what extensions brought; what they name
/// may also run with its owner's rights. There is no position yet.
std::optional<problem> refused_use(const routine_use& use, std::span<const routine> of_that_name,
                                   access_mode mode, const rights* may = nullptr);

} // namespace howdah::sql
