#pragma once

#include "tests/oracle/judge.hpp"
#include "tests/oracle/session.hpp"
#include "tests/oracle/tally.hpp"

#include <string>
#include <vector>

namespace howdah::oracle {

class laboratory;

/// Those of a role with the grants of tests/corpus/oracle/objects.sql: it may read neither
/// users.ssn nor orders.note.
rights rights_of_bounded();

/// Runs what is admitted for a caller as a login that PostgreSQL lets read exactly what that caller
/// may read. What it denies, the guard should have.
class boundary {
public:
  /// The login `bounded` and a role with the same rights.
  static boundary of_a_role(const laboratory& where);
  /// The login `writer` and such a role in the read-write mode.
  static boundary of_a_writer(const laboratory& where);
  /// The login `plain` and a caller without a role.
  static boundary of_readers(const laboratory& where);

  void on(const std::string& statement);
  const tally& counts() const noexcept { return counts_; }
  const std::vector<violation>& crossed() const noexcept { return crossed_; }

private:
  boundary(const laboratory& where, const std::string& login, rights_ptr may,
           access_mode mode = access_mode::read_only);

  session asked_, acting_;
  judge judge_;
  rights_ptr may_;
  tally counts_;
  std::vector<violation> crossed_;
};

} // namespace howdah::oracle
