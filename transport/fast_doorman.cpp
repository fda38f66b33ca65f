#include "transport/fast_doorman.hpp"

#include "core/log.hpp"

#include <caf/io/network/default_multiplexer.hpp>
#include <caf/make_counted.hpp>

#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace howdah::transport {

namespace network = caf::io::network;

namespace {

constexpr int accepts_per_turn = 16;

/// Errors of one connection that ended before it was accepted, not of the listener (accept(2)).
bool passing(int error) {
  return error == ECONNABORTED || error == EINTR || error == EPROTO || error == ENETDOWN
         || error == ENETUNREACH || error == EHOSTUNREACH || error == EHOSTDOWN;
}

} // namespace

// -- the loop ------------------------------------------------------------------

fast_doorman::acceptor::acceptor(network::default_multiplexer& loop, int socket)
  : event_handler(loop, socket) {
}

void fast_doorman::acceptor::handle_event(network::operation what) {
  if (what == network::operation::write)
    return;
  for (int i = 0; i < accepts_per_turn && owner_ && !owner_->detached(); ++i)
    if (!owner_->new_connection())
      return;
}

void fast_doorman::acceptor::removed_from_loop(network::operation what) {
  if (what == network::operation::read)
    owner_.reset();
}

void fast_doorman::acceptor::graceful_shutdown() {
  ::shutdown(fd(), SHUT_RDWR);
}

void fast_doorman::acceptor::start(fast_doorman* owner) {
  owner_.reset(owner);
  activate();
}

void fast_doorman::acceptor::stop() {
  passivate();
  if (owner_ && (eventbf() & network::input_mask) == 0)
    backend().post([kept = std::exchange(owner_, nullptr)] {});
}

// -- the doorman ---------------------------------------------------------------

fast_doorman::fast_doorman(network::default_multiplexer& loop, int socket, door_settings settings)
  : doorman(network::accept_hdl_from_socket(socket)), acceptor_(loop, socket),
    settings_(std::move(settings)) {
}

void fast_doorman::graceful_shutdown() {
  acceptor_.graceful_shutdown();
  detach(&acceptor_.backend(), false);
}

/// Accepts one. False: there is none to accept now.
bool fast_doorman::new_connection() {
  if (detached())
    return false;
  const int socket = ::accept4(acceptor_.fd(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (socket >= 0)
    return admit(socket);
  if (errno == EAGAIN || errno == EWOULDBLOCK)
    return false;
  if (passing(errno))
    return true;
  log::write(log::level::warning, "accept_failed", {{"errno", std::int64_t{errno}}});
  acceptor_.stop();
  return false;
}

bool fast_doorman::admit(int socket) {
  if (share_->open >= settings_.connections) {
    turn_away(socket);
    return true;
  }
  auto& loop = acceptor_.backend();
  auto scribe = caf::make_counted<fast_scribe>(loop, socket, settings_.layers->open(), share_);
  const auto handle = scribe->hdl();
  parent()->add_scribe(std::move(scribe));
  if (share_->opening.size() > settings_.handshakes)
    share_->opening.front()->give_up_opening();
  return doorman::new_connection(&loop, handle);
}

void fast_doorman::add_to_loop() {
  acceptor_.start(this);
  expire_handshakes();
}

void fast_doorman::expire_handshakes() {
  const auto latest = std::chrono::steady_clock::now() - settings_.handshake;
  while (!share_->opening.empty() && share_->opening.front()->since() < latest)
    share_->opening.front()->give_up_opening();
}

void fast_doorman::turn_away(int socket) const {
  const auto& text = settings_.turned_away;
  (void)::send(socket, text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  ::close(socket);
}

} // namespace howdah::transport
