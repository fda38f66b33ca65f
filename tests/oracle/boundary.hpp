#pragma once

#include "tests/oracle/judge.hpp"
#include "tests/oracle/session.hpp"
#include "tests/oracle/tally.hpp"

#include <string>
#include <vector>

namespace howdah::oracle {

/// Runs what is admitted for a caller with a role as a login that PostgreSQL lets read exactly what
/// that role may read. What it denies, the guard should have.
class boundary {
public:
  /// `login`: the same database as the login `bounded`.
  boundary(const std::string& dsn, const std::string& login);

  void on(const std::string& statement);
  const tally& counts() const noexcept { return counts_; }
  const std::vector<violation>& crossed() const noexcept { return crossed_; }

private:
  session asked_, acting_;
  judge judge_;
  rights_ptr may_;
  tally counts_;
  std::vector<violation> crossed_;
};

} // namespace howdah::oracle
