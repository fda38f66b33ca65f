#include "transport/streamable_http.hpp"

#include "transport/actor_guard.hpp"
#include "transport/fast_doorman.hpp"
#include "transport/framing/http_reply.hpp"
#include "transport/own_replies.hpp"

#include <caf/io/middleman.hpp>
#include <caf/io/network/default_multiplexer.hpp>
#include <caf/make_counted.hpp>
#include <caf/send.hpp>

#include <algorithm>
#include <chrono>
#include <malloc.h>
#include <string>
#include <utility>

namespace howdah::transport {

namespace {

constexpr std::size_t many_connections = 1'000; ///< whose memory is worth a few milliseconds

std::string text_of(const http_reply& reply) {
  bytes out;
  append_reply(out, reply, {.keep_alive = false});
  return {out.begin(), out.end()};
}

door_settings door_for(const http_options& options) {
  return {
    .connections = options.bounds.http_connections,
    .turned_away = options.layers ? std::string() : text_of(full_house()),
    .layers = options.layers ? options.layers : std::make_shared<const plain_layers>(),
    .handshakes = options.handshakes,
    .handshake = options.patience.handshake,
  };
}

} // namespace

void listener_state::start(pointer self, http_options_ptr options,
                           actors::dispatcher_actor dispatcher,
                           const std::shared_ptr<listening_socket>& socket) {
  self_ = self;
  options_ = std::move(options);
  dispatcher_ = std::move(dispatcher);
  self->set_down_handler([this](const caf::down_msg& end) { gone(end.source); });
  if (socket) {
    auto& loop = dynamic_cast<caf::io::network::default_multiplexer&>(self->parent().backend());
    auto door = caf::make_counted<fast_doorman>(loop, socket->release(), door_for(*options_));
    door_ = door->hdl();
    self->add_doorman(std::move(door));
  }
  schedule_tick();
}

/// Not linked: two brokers that end together keep each other in their mailboxes, which CAF does not
/// close.
listener_state::~listener_state() {
  for (const auto& [id, connection] : connections_)
    caf::anon_send_exit(connection, caf::exit_reason::user_shutdown);
}

void listener_state::accepted(caf::io::connection_handle client) {
  const stream_desk_actor desk = self_; // `fork` forwards twice: nothing it could move away
  auto connection = self_->fork(http_connection, client, options_, dispatcher_, desk);
  self_->monitor(connection);
  connections_.emplace(connection.id(), std::move(connection));
  most_ = std::max(most_, connections_.size());
}

void listener_state::gone(const caf::actor_addr& connection) {
  connections_.erase(connection.id());
  streams_.remove(connection.id());
  if (winding_down_ && connections_.empty())
    self_->quit();
}

/// What connections leave lies between what lives on, where the C library keeps it until told.
void listener_state::give_memory_back() {
  const auto now = connections_.size();
  fewer_ = most_ >= now + many_connections || (fewer_ && now < most_);
  if (!fewer_)
    return;
  ::malloc_trim(0);
  most_ = now;
}

void listener_state::opened(const stream_opened& stream) {
  if (connections_.contains(stream.connection))
    streams_.add(stream.name, stream.connection, stream.who);
}

caf::result<stream_verdict> listener_state::pass_on(stream_post& post) {
  const auto stream = streams_.find(post.to, *post.who);
  const auto connection = stream ? connections_.find(*stream) : connections_.end();
  if (connection == connections_.end())
    return no_such_stream();
  return self_->delegate(connection->second, std::move(post));
}

void listener_state::tick() {
  give_memory_back();
  for (const auto& [id, connection] : connections_)
    self_->send(connection, connection_tick{});
  if (!winding_down_)
    self_->trigger(door_); // it may have run out of descriptors
  schedule_tick();
}

/// Without a sender: a broker that died keeps what is in its mailbox, and itself if it sent that.
void listener_state::schedule_tick() {
  caf::delayed_anon_send(listener_actor(self_), std::chrono::seconds(1), listener_tick{});
}

void listener_state::wind_down() {
  winding_down_ = true;
  self_->close(door_);
  for (const auto& [id, connection] : connections_)
    self_->send(connection, transport::wind_down{});
  if (connections_.empty())
    self_->quit();
}

listener_actor::behavior_type http_listener(listener_state::pointer self,
                                            const http_options_ptr& options,
                                            const actors::dispatcher_actor& dispatcher,
                                            const std::shared_ptr<listening_socket>& socket) {
  static_assert(!std::is_aggregate_v<listener_state>);
  guard(self, listener_state::name);
  auto& state = self->state;
  state.start(self, options, dispatcher, socket);
  return {
    [&state](const caf::io::new_connection_msg& client) { state.accepted(client.handle); },
    [self](const caf::io::acceptor_closed_msg&) { self->quit(caf::sec::runtime_error); },
    [&state](const stream_opened& stream) { state.opened(stream); },
    [&state](stream_post& post) { return state.pass_on(post); },
    [&state](const wind_down&) { state.wind_down(); },
    [&state](const listener_tick&) { state.tick(); },
  };
}

} // namespace howdah::transport
