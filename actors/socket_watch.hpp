#pragma once

#include "actors/protocol/database.hpp"

#include <caf/io/network/default_multiplexer.hpp>

#include <memory>

namespace howdah::actors {

/// Watches a socket that belongs to somebody else (libpq) on the multiplexer's loop, and tells the
/// owner `socket_readable` and `socket_writable`. For the multiplexer's thread only. May be
/// destroyed before or after the socket is closed: it watches a duplicate, which the loop gives up
/// in its own time.
class socket_watch {
public:
  socket_watch(caf::io::network::default_multiplexer& loop, int socket, database_actor owner);
  ~socket_watch();
  socket_watch(const socket_watch&) = delete;
  socket_watch& operator=(const socket_watch&) = delete;

  /// False when there was no file descriptor left for the duplicate: no message will come.
  bool watching() const noexcept { return handler_ != nullptr; }
  /// One message is sent, then no other until this says that the owner has read what there was.
  void seen_readable();
  /// Write events are wanted, or no longer.
  void want_write(bool wanted);

private:
  class handler;
  handler* handler_ = nullptr; ///< owns itself until the loop has let go of it
};

} // namespace howdah::actors
