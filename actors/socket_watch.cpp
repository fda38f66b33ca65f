#include "actors/socket_watch.hpp"

#include <caf/io/network/event_handler.hpp>
#include <caf/send.hpp>

#include <fcntl.h>
#include <utility>

namespace howdah::actors {

namespace ion = caf::io::network;

// The multiplexer applies `add` and `del` after the events at hand, uses the pointer then, and
// forgets pairs that cancel each other out. So a handler counts what the loop really holds of it
// (`eventbf`) when it leaves, and deletes itself when it was told that this is gone; its base
// closes the duplicate.
class socket_watch::handler final : public ion::event_handler {
public:
  handler(ion::default_multiplexer& loop, int duplicate, database_actor owner)
    : event_handler(loop, duplicate), owner_(std::move(owner)) {
    backend().add(ion::operation::read, fd(), this);
  }

  void handle_event(ion::operation what) override {
    if (!owner_)
      return;
    if (what == ion::operation::write)
      return caf::anon_send(owner_, socket_writable{});
    // A read, or an error, which libpq will find when it reads.
    if (!std::exchange(told_, true))
      caf::anon_send(owner_, socket_readable{});
  }

  void removed_from_loop(ion::operation what) override {
    held_ &= ~mask_of(what);
    if (!owner_ && held_ == 0)
      delete this;
  }

  void graceful_shutdown() override {
    backend().del(ion::operation::read, fd(), this);
    backend().del(ion::operation::write, fd(), this);
  }

  void seen_readable() { told_ = false; }

  void want_write(bool wanted) {
    if (std::exchange(writing_, wanted) == wanted)
      return;
    if (wanted)
      backend().add(ion::operation::write, fd(), this);
    else
      backend().del(ion::operation::write, fd(), this);
  }

  void leave() {
    owner_ = nullptr;
    held_ = eventbf();
    graceful_shutdown();
    if (held_ == 0)
      delete this;
  }

private:
  static int mask_of(ion::operation what) {
    return what == ion::operation::read ? ion::input_mask : ion::output_mask;
  }

  database_actor owner_;
  bool told_ = false;
  bool writing_ = false;
  int held_ = 0; ///< once it leaves: what the loop has still to let go of
};

socket_watch::socket_watch(ion::default_multiplexer& loop, int socket, database_actor owner) {
  if (const int duplicate = fcntl(socket, F_DUPFD_CLOEXEC, 3); duplicate >= 0)
    handler_ = new handler(loop, duplicate, std::move(owner));
}

socket_watch::~socket_watch() {
  if (handler_)
    handler_->leave();
}

void socket_watch::seen_readable() {
  if (handler_)
    handler_->seen_readable();
}

void socket_watch::want_write(bool wanted) {
  if (handler_)
    handler_->want_write(wanted);
}

} // namespace howdah::actors
