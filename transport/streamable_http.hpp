#pragma once

#include "actors/protocol/broker.hpp"
#include "actors/protocol/dispatcher.hpp"
#include "transport/http_connection.hpp"
#include "transport/http_options.hpp"
#include "transport/legacy_sse.hpp"
#include "transport/listening_socket.hpp"
#include "transport/stream_book.hpp"
#include "transport/wind_down.hpp"

#include <caf/actor_addr.hpp>
#include <caf/fwd.hpp>
#include <caf/typed_actor.hpp>

#include <cstddef>
#include <memory>
#include <unordered_map>

namespace howdah::transport {

/// INTERNAL: a second passed.
struct listener_tick {};

/// LISTENER: one listening socket of the HTTP transports. Forks a CONNECTION for each client, tells
/// all of them when a second passed, turns clients away beyond the limit, and leads what HTTP+SSE
/// clients post to the CONNECTION that is their stream. Life: spawned and ended by app; its
/// connections end with it. Told to wind down it stops listening and quits after its last
/// connection. Errors: none.
using listener_actor
  = caf::typed_actor<caf::reacts_to<caf::io::new_connection_msg>,
                     caf::reacts_to<caf::io::acceptor_closed_msg>, caf::reacts_to<stream_opened>,
                     caf::replies_to<stream_post>::with<stream_verdict>, caf::reacts_to<wind_down>,
                     caf::reacts_to<listener_tick>>;

class listener_state {
public:
  static inline const char* name = "listener";
  using pointer = actors::broker_pointer<listener_actor, listener_state>;

  listener_state() = default;
  ~listener_state();
  listener_state(const listener_state&) = delete;
  listener_state& operator=(const listener_state&) = delete;
  /// `socket` may be null: tests add virtual doors.
  void start(pointer self, http_options_ptr options, actors::dispatcher_actor dispatcher,
             const std::shared_ptr<listening_socket>& socket);

  void accepted(caf::io::connection_handle client);
  void gone(const caf::actor_addr& connection);
  void opened(const stream_opened& stream);
  caf::result<stream_verdict> pass_on(stream_post& post);
  void tick();
  void wind_down();

private:
  void schedule_tick();
  void give_memory_back();

  pointer self_ = nullptr;
  http_options_ptr options_;
  actors::dispatcher_actor dispatcher_;
  caf::io::accept_handle door_;
  std::unordered_map<caf::actor_id, connection_actor> connections_;
  stream_book streams_;
  std::size_t most_ = 0; ///< connections at a time, since memory was given back
  bool fewer_ = false;   ///< memory was given back at the last tick
  bool winding_down_ = false;
};

listener_actor::behavior_type http_listener(listener_state::pointer self,
                                            const http_options_ptr& options,
                                            const actors::dispatcher_actor& dispatcher,
                                            const std::shared_ptr<listening_socket>& socket);

} // namespace howdah::transport

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::transport::listener_tick)
