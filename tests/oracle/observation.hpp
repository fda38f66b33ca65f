#pragma once

#include <string>
#include <vector>

namespace howdah::oracle {

class session;

/// What a statement could change, seen by the session that ran it.
struct observation {
  std::vector<std::string> values;

  static observation of(session& observed);
  /// What is otherwise than before, by name, with both values; empty: nothing. `failed`: a
  /// statement failed in between, and only a savepoint kept what an error ends.
  std::string difference(const observation& before, bool failed = false) const;
};

} // namespace howdah::oracle
