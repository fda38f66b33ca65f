#pragma once

#include "tests/oracle/coverage.hpp"
#include "tests/oracle/judge.hpp"
#include "tests/oracle/observation.hpp"
#include "tests/oracle/session.hpp"
#include "tests/oracle/tally.hpp"

#include <optional>
#include <string>
#include <vector>

namespace howdah::oracle {

/// Runs whatever the read-only mode admits in read-write transactions, commits them, and looks for
/// what is otherwise than before, within the transaction and after it. Several statements share a
/// transaction; when something changed, each of them is run in one of its own.
class trial {
public:
  explicit trial(std::string dsn);

  void on(const std::string& statement);
  /// Runs what still waits for company.
  void finish();
  const tally& counts() const noexcept { return counts_; }
  /// What changed something.
  const std::vector<violation>& changes() const noexcept { return changes_; }
  /// What opened something that it does not name.
  const std::vector<violation>& unnamed() const noexcept { return unnamed_; }

private:
  void connect();
  void run(const std::string& statement);
  /// What the statements changed together; empty: nothing.
  std::string change_by(const std::vector<std::string>& statements);

  std::string dsn_;
  session judges_;
  judge judge_;
  coverage coverage_;
  std::optional<session> session_;
  observation before_;
  std::vector<std::string> waiting_;
  tally counts_;
  std::vector<violation> changes_, unnamed_;
};

} // namespace howdah::oracle
