#pragma once

#include "tests/support/eventually.hpp"
#include "tests/support/session_driver.hpp"
#include "tests/support/test_cluster.hpp"

#include <gtest/gtest.h>

#include <gmock/gmock.h>
#include <string>
#include <utility>
#include <vector>

namespace howdah::postgres {

/// A session on a fresh database of the test program's cluster.
class session_test : public testing::Test {
protected:
  session_test() : database_("t" + std::to_string(++made_)), driver(options()) {}

  connect_options options() {
    if (std::exchange(existing_, true) == false)
      tests::administrate("CREATE DATABASE " + database_);
    return tests::options_for(dsn());
  }
  std::string dsn() const { return tests::test_cluster().dsn() + " dbname=" + database_; }
  std::string administrate(const std::string& sql) const { return tests::administrate(sql, dsn()); }

  /// What the statements gave, in one trip.
  outcome run(trip_form form, std::vector<runnable> statements, tests::recorder& sink,
              const std::optional<trip_limits>& bounds = {}) {
    return driver.run(trip{form, std::move(statements)}, sink, bounds);
  }
  outcome run(trip_form form, catalog_statement statement,
              const std::optional<trip_limits>& bounds = {}) {
    tests::recorder sink;
    return run(form, {{statement}}, sink, bounds);
  }
  std::string pid() { return std::to_string(driver.session().facts().backend_pid); }
  /// What PostgreSQL says our backend does: active, idle, idle in transaction (aborted), or "" when
  /// it is gone.
  std::string backend_state() {
    return administrate("SELECT state FROM pg_stat_activity WHERE pid = " + pid());
  }

private:
  static inline int made_ = 0;
  bool existing_ = false;
  std::string database_;

protected:
  tests::session_driver driver;
};

} // namespace howdah::postgres
