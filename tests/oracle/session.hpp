#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct pg_conn;
struct pg_result;

namespace howdah::oracle {

/// A connection to the laboratory. Statements go by the extended protocol, as callers' do.
class session {
public:
  explicit session(const std::string& dsn);

  pg_conn* raw() const noexcept { return connection_.get(); }
  bool alive() const noexcept;
  /// True when the statement ran to its end.
  bool run(const std::string& text);
  /// The same, but what takes longer than 60 ms is cancelled. Not by a time-out of the server's,
  /// which would hold for what we ask ourselves, too. `take` is given what it returns.
  bool attempt(const std::string& text, const std::function<void(const pg_result*)>& take = {});
  /// SQLSTATE and message of the last statement that was run; empty when it ran to its end.
  const std::string& failure() const noexcept { return failure_; }
  /// True when the last statement was cancelled, by us or by the server.
  bool was_cancelled() const noexcept { return failure_.starts_with("57014"); }
  /// The first row, nulls as "-"; throws when the statement fails.
  std::vector<std::string> row(const std::string& text,
                               const std::vector<std::string>& parameters = {});

private:
  struct closed {
    void operator()(pg_conn* connection) const noexcept;
  };
  struct freed {
    void operator()(pg_result* result) const noexcept;
  };
  std::unique_ptr<pg_result, freed> ask(const std::string& text,
                                        const std::vector<std::string>& parameters = {});

  bool ended(const pg_result* result, const std::string& text);
  void cancel_when_late();

  std::unique_ptr<pg_conn, closed> connection_;
  std::string failure_;
};

} // namespace howdah::oracle
