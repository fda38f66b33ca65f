#include "transport/fast_scribe.hpp"

#include <caf/io/network/default_multiplexer.hpp>

#include <algorithm>
#include <poll.h>
#include <utility>

namespace howdah::transport {

namespace network = caf::io::network;

namespace {

constexpr std::size_t smallest_read = 2 * 1024;
constexpr std::size_t largest_read = 64 * 1024;
/// What an idle connection may keep of a write buffer.
constexpr std::size_t idle_output = 1024;

/// What poll(2) says of a socket now: `asked`, or that it is closed both ways.
bool polled(int socket, short asked) {
  pollfd state{socket, asked, 0};
  return ::poll(&state, 1, 0) > 0 && (state.revents & (asked | POLLHUP | POLLERR)) != 0;
}

} // namespace

fast_stream::fast_stream(network::default_multiplexer& loop, int socket,
                         std::unique_ptr<byte_layer> layer, std::shared_ptr<listener_share> share)
  : event_handler(loop, socket), layer_(std::move(layer)), share_(std::move(share)),
    read_size_(smallest_read) {
  ++share_->open;
  if (layer_->opening())
    opening_ = share_->opening.insert(share_->opening.end(), this);
}

fast_stream::~fast_stream() {
  if (opening_)
    share_->opening.erase(*opening_);
  --share_->open;
}

// -- reading -------------------------------------------------------------------

void fast_stream::start_reading(caf::io::scribe* owner) {
  if (broken_ || ended_)
    return;
  reader_.reset(owner);
  event_handler::activate();
  if (layer_->holds_input()) // the socket may stay silent about it
    backend().post([this, kept = reader_] { handle_event(network::operation::read); });
}

/// The handshake happens in reads.
void fast_stream::note_opened() {
  if (opening_ && !layer_->opening())
    share_->opening.erase(*std::exchange(opening_, std::nullopt));
}

void fast_stream::give_up_opening() {
  if (!opening_)
    return;
  share_->opening.erase(*std::exchange(opening_, std::nullopt));
  if (reader_) // not at once: whoever asks may be in the middle of something
    backend().post([this, kept = reader_] { fail(network::operation::read); });
}

void fast_stream::stop_reading() {
  passivate();
  drop_unregistered(network::input_mask, reader_);
}

void fast_stream::read_some() {
  do {
    auto& in = share_->input;
    in.resize(read_size_);
    const auto got = layer_->read(fd(), in.data(), in.size());
    note_opened();
    if (got.how == byte_layer::outcome::would_block)
      return;
    if (got.how == byte_layer::outcome::closed)
      return fail(network::operation::read);
    if (got.how == byte_layer::outcome::ended)
      return end_of_input();
    if (!reader_->consume(&backend(), in.data(), got.bytes))
      return stop_reading();
    adapt(got.bytes);
  } while (layer_->holds_input() && reader_ && !reader_->detached());
}

void fast_stream::end_of_input() {
  ended_ = true;
  const auto owner = reader_;
  stop_reading();
  owner->consume(&backend(), nullptr, 0);
}

/// Doubles while reads are full, falls back at the first small one.
void fast_stream::adapt(std::size_t filled) {
  if (filled == read_size_)
    read_size_ = std::min(read_size_ * 2, largest_read);
  else if (filled < smallest_read)
    read_size_ = smallest_read;
}

// -- writing -------------------------------------------------------------------

void fast_stream::send_pending(caf::io::scribe* owner) {
  if (state_.writing || broken_ || backlog() == 0)
    return;
  if (push())
    return;
  writer_.reset(owner);
  state_.writing = true;
  backend().add(network::operation::write, fd(), this);
}

/// Hands bytes to the system. True when nothing is left to do.
bool fast_stream::push() {
  const auto moved = layer_->write(fd(), out_.data() + sent_, backlog());
  if (moved.how == byte_layer::outcome::closed) {
    broken_ = true;
    return false;
  }
  sent_ += moved.bytes;
  if (backlog() > 0)
    return false;
  release_output();
  return true;
}

void fast_stream::release_output() {
  sent_ = 0;
  out_.clear();
  if (out_.capacity() > idle_output)
    out_ = {};
  if (finishing_)
    layer_->finish(fd());
}

void fast_stream::write_some() {
  if (!state_.writing)
    return;
  if (!broken_ && !push() && !broken_)
    return;
  if (broken_)
    return fail(network::operation::write);
  stop_writing();
  if (ack_writes())
    writer_->data_transferred(&backend(), 0, 0);
}

void fast_stream::finish() {
  finishing_ = true;
  if (backlog() == 0)
    layer_->finish(fd());
}

void fast_stream::discard() {
  sent_ = 0;
  out_ = {};
  stop_writing();
}

void fast_stream::stop_writing() {
  state_.writing = false;
  backend().del(network::operation::write, fd(), this);
  drop_unregistered(network::output_mask, writer_);
}

void fast_stream::graceful_shutdown() {
  if (state_.shutting_down)
    return;
  state_.shutting_down = true;
  if (!broken_ && backlog() > 0)
    push();
  discard();
  layer_->finish(fd());
}

// -- the loop ------------------------------------------------------------------

void fast_stream::handle_event(network::operation what) {
  switch (what) {
  case network::operation::read:
    if (reader_ && !reader_->detached())
      read_some();
    return;
  case network::operation::write:
    return write_some();
  case network::operation::propagate_error:
    return fail(what);
  }
}

void fast_stream::fail(network::operation during) {
  broken_ = true;
  const auto owner = reader_ ? reader_ : writer_;
  discard();
  stop_reading();
  if (owner)
    owner->io_failure(&backend(), during);
}

void fast_stream::removed_from_loop(network::operation what) {
  if (what == network::operation::read)
    reader_.reset();
  else if (what == network::operation::write)
    writer_.reset();
}

/// Adding and removing within one turn of the loop cancel out, and `removed_from_loop` does not
/// come.
void fast_stream::drop_unregistered(int mask, owner_ptr& owner) {
  if (owner && (eventbf() & mask) == 0)
    backend().post([kept = std::exchange(owner, nullptr)] {});
}

bool fast_stream::ended() const {
  return ended_ || polled(fd(), POLLRDHUP);
}

bool fast_stream::peer_gone() const {
  return polled(fd(), 0);
}

// -- the scribe ----------------------------------------------------------------

fast_scribe::fast_scribe(network::default_multiplexer& loop, int socket,
                         std::unique_ptr<byte_layer> layer, std::shared_ptr<listener_share> share)
  : scribe(network::conn_hdl_from_socket(socket)),
    stream_(loop, socket, std::move(layer), std::move(share)) {
}

void fast_scribe::configure_read(caf::io::receive_policy::config) {
  stream_.start_reading(this);
}

void fast_scribe::graceful_shutdown() {
  stream_.graceful_shutdown();
  detach(&stream_.backend(), false);
}

} // namespace howdah::transport
