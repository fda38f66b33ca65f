#pragma once

#include "postgres/throttle.hpp"

#include <cstddef>

struct pg_conn;

namespace howdah::postgres {

/// The reading side of a connection: feeds libpq and knows how much of a single unfinished message
/// has come. libpq keeps a message whole in memory, a row twice, so a value of hundreds of
/// megabytes has to be noticed while it arrives.
class socket_input {
public:
  explicit socket_input(pg_conn* connection) : connection_(connection) {}
  ~socket_input();
  socket_input(const socket_input&) = delete;
  socket_input& operator=(const socket_input&) = delete;

  /// The socket to watch: the server's end, whoever reads from it.
  int socket() const;
  /// Reads what there is, in bounded portions from the second read on unless answers are small.
  /// `sending`: libpq has something to send, so its descriptor must be left alone. False when the
  /// connection is closed or broken (what came before is still to be worked off).
  bool fill(bool sending);
  /// Before anything is sent.
  void release();
  /// There are bytes to read, or the end.
  bool has_news() const;
  /// Bytes that can be read without waiting.
  std::size_t available() const;
  /// Bytes of them that no event announces, because they have left the server's socket.
  std::size_t hidden() const;

  /// libpq waits for the rest of a message, of which this much has come, about.
  std::size_t unfinished() const noexcept { return unfinished_; }
  /// A message was complete.
  void finished() noexcept { unfinished_ = 0; }

private:
  bool fill_throttled();
  void count(std::size_t bytes) noexcept;

  pg_conn* connection_;
  throttle throttle_;
  std::size_t read_ = 0; ///< since `release`
  std::size_t unfinished_ = 0;
};

} // namespace howdah::postgres
