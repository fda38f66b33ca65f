#pragma once

#include "tests/oracle/judge.hpp"
#include "tests/oracle/session.hpp"
#include "tests/oracle/tally.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::oracle {

class laboratory;

/// Whether answers tell anything of the values that are masked for a role. Three copies of a
/// database are alike but for those values, and two of them are alike in those, too: what is
/// admitted must be answered alike by all three. Where the two differ, a statement says nothing.
class veil {
public:
  /// Nobody may be connected to the database of `where` while it is copied.
  explicit veil(const laboratory& where);

  void on(const std::string& statement);
  const tally& counts() const noexcept { return counts_; }
  /// Columns of results that were masked.
  std::size_t masked() const noexcept { return masked_; }
  /// What answered differently.
  const std::vector<violation>& pierced() const noexcept { return pierced_; }

private:
  /// As the caller gets it; nothing when it took too long.
  std::optional<std::string> answer(session& from, const sql::admitted_statement& to);
  /// The same when it says so each time: some statements draw lots.
  std::optional<std::string> steady(session& from, const sql::admitted_statement& to, int times);

  session first_, alike_, other_;
  judge judge_;
  rights_ptr may_;
  tally counts_;
  std::size_t masked_ = 0;
  std::vector<violation> pierced_;
};

} // namespace howdah::oracle
