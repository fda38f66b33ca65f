#pragma once

#include "postgres/consumer.hpp"
#include "postgres/server_error.hpp"
#include "postgres/session.hpp"
#include "postgres/statement.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace howdah::postgres {

/// What is known of a trip under way. A value: what follows from it is decided by the functions
/// below.
struct attempt {
  trip_form form = trip_form::catalog;
  std::chrono::milliseconds statement_timeout{0};
  std::optional<server_report> failure = {}; ///< the first
  std::size_t failed_statement = 0;
  std::optional<problem> stop = {};    ///< the owner wants it to end
  std::optional<problem> refusal = {}; ///< a read that must fail, however the server ends it
  bool stale = false;     ///< the failure is that of a plan of ours that is no longer valid
  bool enough = false;    ///< the consumer wants no more
  bool committed = false; ///< write: COMMIT was answered by COMMIT; bare: the statement ended well

  bool reads() const noexcept { return form == trip_form::read || form == trip_form::catalog; }
};

/// The outcome when everything was answered (without rows and elapsed, except that a cancel after
/// the timeout is the timeout's).
outcome ended(const attempt& of, std::chrono::microseconds elapsed);
/// The outcome when the connection is gone. A write is never assumed undone, nor done unless the
/// server said so.
outcome lost(const attempt& of, const problem& why);

problem connection_lost(std::string reason);
problem row_too_large(std::size_t limit);
problem copy_refused();
/// The login may not act as the caller's role, for the reason that PostgreSQL gave.
problem no_such_seat(const std::string& reason);
/// A bare statement, behind a transaction pooler.
problem needs_session();

/// Why a trip cannot be sent as it is: libpq would cut texts at a NUL, and counts parameters in 16
/// bits.
std::optional<problem> unsendable(const trip& what);

} // namespace howdah::postgres
