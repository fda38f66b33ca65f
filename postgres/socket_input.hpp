#pragma once

#include <cstddef>

struct pg_conn;

namespace howdah::postgres {

/// The reading side of a connection: feeds libpq and knows how much of a single unfinished message
/// has come. libpq keeps a message whole in memory, twice for a row, so a value of hundreds of
/// megabytes has to be noticed while it arrives.
class socket_input {
public:
  explicit socket_input(pg_conn* connection) : connection_(connection) {}

  /// Reads what there is, once. False when the connection is closed or broken (what came before is
  /// still to be worked off).
  bool fill();
  /// Bytes that can be read without waiting.
  std::size_t available() const;
  /// Bytes inside OpenSSL, which no event announces.
  std::size_t hidden() const;

  /// libpq waits for the rest of a message, of which this much has come, about.
  std::size_t unfinished() const noexcept { return unfinished_; }
  /// A message was complete.
  void finished() noexcept {
    unfinished_ = 0;
    fresh_ = true;
  }

private:
  pg_conn* connection_;
  std::size_t unfinished_ = 0;
  bool fresh_
    = true; ///< nothing read since the last complete message: saves a system call in the usual case
};

} // namespace howdah::postgres
