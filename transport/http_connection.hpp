#pragma once

#include "actors/protocol/authenticator.hpp"
#include "actors/protocol/broker.hpp"
#include "actors/protocol/dispatcher.hpp"
#include "transport/challenge.hpp"
#include "transport/framing/http.hpp"
#include "transport/http_admission.hpp"
#include "transport/http_options.hpp"
#include "transport/legacy_sse.hpp"
#include "transport/legacy_stream.hpp"
#include "transport/outlet.hpp"
#include "transport/reply_slots.hpp"
#include "transport/token_watch.hpp"
#include "transport/wind_down.hpp"

#include <caf/typed_actor.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::transport {

/// INTERNAL (LISTENER): a second passed.
struct connection_tick {};
/// INTERNAL: a moment after the client sent its last byte; see whether it is still there.
struct half_closed_look {
  int times = 0;
};

/// CONNECTION: one HTTP connection. Turns its bytes into requests for the dispatcher and their
/// replies into bytes, in order; bounds what is in flight and what is not yet written; tells the
/// dispatcher when the client left. Life: forked and ended by its LISTENER; quits when the client
/// left, took too long or was answered for the last time. Dies alone. Errors: none; a refusal is an
/// HTTP answer.
using connection_actor = caf::typed_actor<
  caf::reacts_to<caf::io::new_data_msg>, caf::reacts_to<caf::io::connection_closed_msg>,
  // The socket took all that was written.
  caf::reacts_to<caf::io::data_transferred_msg>,
  // Of an exchange of this connection; others are ignored.
  caf::reacts_to<actors::reply>, caf::reacts_to<actors::notice>,
  // Whose a token is that was asked about; others are ignored.
  caf::reacts_to<actors::vouched>,
  // Of a client whose stream this connection is; another may have brought it.
  caf::replies_to<stream_post>::with<stream_verdict>,
  // Answer what is in flight, then close.
  caf::reacts_to<wind_down>, caf::reacts_to<connection_tick>, caf::reacts_to<half_closed_look>>;

/// `http_connection.cpp` has requests, `http_connection_callers.cpp` who sends them,
/// `http_connection_ends.cpp` answers, time and ends, `http_connection_streams.cpp` the streams of
/// the old HTTP+SSE transport.
class connection_state {
public:
  static inline const char* name = "connection";
  using pointer = actors::broker_pointer<connection_actor, connection_state>;

  connection_state() = default;
  void start(pointer self, caf::io::connection_handle socket, http_options_ptr options,
             actors::dispatcher_actor dispatcher, stream_desk_actor desk);

  void receive(std::string_view input);
  void answer(actors::reply& reply);
  void notify(const actors::notice& notice);
  void hear(actors::vouched& answer);
  caf::result<stream_verdict> take(stream_post& post);
  void written();
  void tick();
  void wind_down();
  void left();
  void look(half_closed_look which);

private:
  enum class stage {
    serving,
    closing, ///< no more requests are read; answers may be outstanding
    linger,  ///< the last answer is out; waiting for the client to close
  };

  /// A request, or only its head, while AUTH is asked whose token it brings. Nothing that came
  /// after it is looked at before.
  struct arrival {
    std::uint64_t ticket = 0;
    http_request request = {};
    std::optional<actors::exchange_id> id = {}; ///< none: a head, whose client waits for leave
    bool may_stream = false;
    std::chrono::seconds waited{0};
  };
  /// A token that something in flight began with, and that AUTH is asked about again.
  struct second_look {
    std::uint64_t ticket = 0;
    secret token;
    std::chrono::seconds waited{0};
  };

  // requests; each has its place among the answers when it is served
  void pump();
  void serve(http_request& request);
  void serve(actors::exchange_id id, http_request& request, const admission& admitted,
             bool may_stream);
  void submit(actors::exchange_id id, http_request& request, const admission& admitted,
              bool may_stream);
  void end_session(actors::exchange_id id, const http_request& request,
                   const auth::principal_ptr& who);
  void open_stream(actors::exchange_id id, const http_request& request, const admission& admitted);
  void ask_health(actors::exchange_id id);
  std::optional<mcp::frame> frame_of(actors::exchange_id id, http_request& request);
  void refuse(int status, std::string message);
  void stop_serving();

  // who sends them
  std::uint64_t ask_about(std::string_view token);
  void greet(const http_request& head);
  void let_send();
  void turn_away(const http_request& head, const http_rejection& why);
  void let_in(arrival& which, result<auth::principal_ptr> holder);
  void keep_watch(actors::exchange_id id, const admission& admitted, bool lasting);
  bool look_after_callers();
  void look_again();
  void dismiss(actors::exchange_id id);
  challenge late_challenge() const;
  void dismiss_arrival(problem why);

  // the old HTTP+SSE transport
  void open_legacy_stream(actors::exchange_id id, const admission& admitted);
  void post_to_stream(actors::exchange_id id, http_request& request,
                      const auth::principal_ptr& who);
  bool has_place() const;
  void pass_on(stream_post& post);
  void take_parked();
  void say(std::string_view body);
  void end_stream_if_over();
  void leave_stream(bool for_good = false);

  // answers
  void answer_now(const http_reply& reply, const reply_form& form);
  void put(actors::exchange_id to, const http_reply& reply);
  void proceed();
  void settle();
  bool room() const;
  std::size_t unwritten() const;
  bytes& output() const { return self_->wr_buf(socket_); }

  // reading
  void pause();
  void resume();

  // time and ends
  bool stalled();
  void input_ended();
  void probe();
  void watch_half_closed();
  void watch_in_flight();
  void watch_sender();
  void await_client();
  void linger();
  void cut_off(std::string_view why);
  void end();

  pointer self_ = nullptr;
  caf::io::connection_handle socket_;
  outlet* outlet_ = nullptr; ///< the scribe, while the broker owns it; null for virtual sockets
  http_options_ptr options_;
  actors::dispatcher_actor dispatcher_;
  stream_desk_actor desk_;
  std::unique_ptr<legacy_stream> stream_; ///< while this connection is one
  std::uint64_t number_ = 0;
  std::optional<http_feed> feed_;
  reply_slots slots_;
  std::optional<arrival> arrival_;
  token_watch watch_;
  std::string host_; ///< by which the client addressed us last
  std::optional<second_look> second_look_;
  stage stage_ = stage::serving;
  bool cut_short_ = false;   ///< the client still sends what nobody will read
  bool half_closed_ = false; ///< the client sends nothing more and may still read
  bool paused_ = false;      ///< reading is off until there is room
  http_feed::phase phase_ = http_feed::phase::between; ///< at the last tick
  std::chrono::seconds age_{0};                        ///< of the phase
  std::chrono::seconds quiet_{0};                      ///< since the last byte of a stream
  std::chrono::seconds stalled_{0};                    ///< since the client last took a byte
  std::size_t backlog_ = 0;                            ///< at the last tick
};

connection_actor::behavior_type http_connection(connection_state::pointer self,
                                                caf::io::connection_handle socket,
                                                const http_options_ptr& options,
                                                const actors::dispatcher_actor& dispatcher,
                                                const stream_desk_actor& desk);

} // namespace howdah::transport

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::transport::connection_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::transport::half_closed_look)
