#pragma once

#include "sql/statement.hpp"
#include "tests/oracle/session.hpp"

#include <cstddef>
#include <string>

namespace howdah::oracle {

/// Runs what is admitted once more, and compares what PostgreSQL opened for it, relations by its
/// locks and users' functions by its counters, with what the guard says that the statement names.
/// What stands behind a name (a view's tables, an operator's function) is the catalog's to tell.
class coverage {
public:
  explicit coverage(const std::string& dsn);

  /// What was opened without being named; empty: nothing. A statement that fails tells nothing.
  std::string unnamed(const sql::admitted_statement& statement);
  /// Relations and functions that were opened so far, each statement's once.
  std::size_t opened() const noexcept { return opened_; }

private:
  /// How often each function of users was called by now.
  std::string called();

  session acting_, watching_;
  std::string backend_, functions_;
  std::size_t opened_ = 0;
};

} // namespace howdah::oracle
