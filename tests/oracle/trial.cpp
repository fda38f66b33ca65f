#include "tests/oracle/trial.hpp"

#include <utility>

namespace howdah::oracle {

namespace {

constexpr std::size_t at_once = 20;

} // namespace

trial::trial(std::string dsn)
  : dsn_(std::move(dsn)), judges_(dsn_), judge_(judges_.raw()), coverage_(dsn_) {
  connect();
}

void trial::connect() {
  session_.emplace(dsn_ + " application_name=oracle");
  for (const auto* library : {"plpgsql", "pg_trgm"}) // which bring settings of their own
    session_->run(std::string("LOAD '") + library + "'");
  observation::of(*session_); // so that what it needs is loaded
  before_ = observation::of(*session_);
}

void trial::on(const std::string& statement) {
  const auto verdict = judge_(statement);
  if (!counts_.take(verdict))
    return;
  if (auto what = coverage_.unnamed(**verdict); !what.empty())
    unnamed_.push_back({statement, std::move(what)});
  waiting_.push_back(statement);
  if (waiting_.size() == at_once)
    finish();
}

void trial::finish() {
  const auto statements = std::exchange(waiting_, {});
  const auto completed = counts_.completed;
  if (statements.empty() || change_by(statements).empty())
    return;
  counts_.completed = completed;
  for (const auto& each : statements) {
    connect();
    run(each);
  }
}

/// What the server writes for itself it does not write again for the same statement.
void trial::run(const std::string& statement) {
  if (change_by({statement}).empty())
    return;
  const auto completed = counts_.completed;
  connect();
  auto change = change_by({statement});
  counts_.completed = completed;
  if (!change.empty())
    changes_.push_back({statement, std::move(change)});
}

std::string trial::change_by(const std::vector<std::string>& statements) {
  session_->run("BEGIN READ WRITE");
  bool failed = false;
  for (const auto& each : statements) {
    session_->run("SAVEPOINT before");
    const bool completed = session_->attempt(each);
    if (!session_->alive())
      return "the session ended";
    counts_.completed += completed ? 1 : 0;
    failed = !completed;
    // Keeps a transaction id, if there is one.
    session_->run(completed ? "RELEASE SAVEPOINT before" : "ROLLBACK TO SAVEPOINT before");
  }
  const bool alone = statements.size() == 1;
  auto change = observation::of(*session_).difference(before_, failed && alone);
  session_->run("COMMIT");
  return change.empty() ? observation::of(*session_).difference(before_) : change;
}

} // namespace howdah::oracle
