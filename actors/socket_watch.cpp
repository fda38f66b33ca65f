#include "actors/socket_watch.hpp"

#include <caf/io/network/event_handler.hpp>
#include <caf/send.hpp>

#include <fcntl.h>
#include <utility>

namespace howdah::actors {

namespace ion = caf::io::network;

// The multiplexer applies `add` and `del` after the events at hand and uses the pointer then. So a
// handler deletes itself when it was told that it is out of the loop, and not before; its base
// closes the duplicate.
class socket_watch::handler final : public ion::event_handler {
public:
  handler(ion::default_multiplexer& loop, int socket, database_actor owner)
    : event_handler(loop, fcntl(socket, F_DUPFD_CLOEXEC, 3)), owner_(std::move(owner)) {
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
    (what == ion::operation::read ? reading_ : writing_) = false;
    if (!reading_ && !writing_ && !owner_)
      delete this;
  }

  void graceful_shutdown() override { leave(); }

  void seen_readable() { told_ = false; }

  void want_write(bool wanted) {
    if (std::exchange(writing_wanted_, wanted) == wanted)
      return;
    if (wanted) {
      writing_ = true;
      backend().add(ion::operation::write, fd(), this);
    } else {
      backend().del(ion::operation::write, fd(), this);
    }
  }

  void leave() {
    owner_ = nullptr;
    if (!reading_ && !writing_)
      return delete this;
    if (reading_)
      backend().del(ion::operation::read, fd(), this);
    if (writing_ && writing_wanted_)
      backend().del(ion::operation::write, fd(), this);
  }

private:
  database_actor owner_;
  bool told_ = false;
  bool reading_ = true;
  bool writing_ = false;
  bool writing_wanted_ = false;
};

socket_watch::socket_watch(ion::default_multiplexer& loop, int socket, database_actor owner)
  : handler_(new handler(loop, socket, std::move(owner))) {
}

socket_watch::~socket_watch() {
  handler_->leave();
}

void socket_watch::seen_readable() {
  handler_->seen_readable();
}

void socket_watch::want_write(bool wanted) {
  handler_->want_write(wanted);
}

} // namespace howdah::actors
