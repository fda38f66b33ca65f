#pragma once

#include "actors/event_log.hpp"
#include "actors/listeners.hpp"
#include "actors/protocol/broker.hpp"
#include "actors/protocol/herald.hpp"
#include "actors/protocol/pool.hpp"
#include "actors/protocol/watcher.hpp"
#include "actors/subscriptions.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace howdah::actors {

struct herald_settings {
  pool_actor pool = {};       ///< invalid: no database
  watcher_actor watcher = {}; ///< invalid: nothing to look at
  std::size_t listeners = 1'000;
  std::size_t listeners_per_principal = 1'000; ///< without authentication everybody is one
  std::size_t subscribed_sessions = 10'000;
  std::size_t watched_uris = 1'000; ///< of everybody together
  std::size_t streams = 10'000;
  std::size_t stream_bytes = 2 * 1024 * 1024;  ///< kept of one stream
  std::size_t replay_bytes = 32 * 1024 * 1024; ///< kept of all streams together
  std::chrono::seconds resumable{60};          ///< how long a client may stay away
  std::chrono::milliseconds retry{1'000};      ///< what it is told to wait
};

/// `herald.cpp` has listeners, subscriptions and changes; `herald_streams.cpp` the streams of
/// legacy sessions.
class herald_state {
public:
  static inline const char* name = "herald";
  using pointer = broker_pointer<herald_actor, herald_state>;
  using time_point = std::chrono::steady_clock::time_point;

  herald_state() = default;
  void start(pointer self, herald_settings settings);

  // -- herald.cpp
  void add(listen& who);
  void end(const end_listen& which);
  void subscribe_session(const subscribe& wish);
  void tell(const changed& what);
  void tell(const updated& what);
  void depart(const departed& who);
  void drain();
  void tick();

  // -- herald_streams.cpp
  void open_pipe(const pipe_opened& pipe);
  void join(const join_stream& who);
  void take_over(const carry& what);
  void pass_on(const notice& said);
  void pass_on(reply& last);
  void close_session(std::uint64_t scope);

private:
  /// An event stream of a legacy session: its own (GET), or the one of a request that is carried.
  struct stream {
    session_mark session;
    event_log log;
    exchange_id work = {}; ///< the request that it belongs to; 0: the session's own
    exchange_id at = {};   ///< where its client is; 0: nowhere
    sink_actor sink = {};
    time_point since = {}; ///< without a client, or ended
    bool begun = false;    ///< the client knows an event of it
    bool ended = false;    ///< its last event is the answer
  };
  using stream_number = std::uint64_t;

  void acknowledge(exchange_id which);
  void stop_listening(exchange_id which, std::string last_words);
  template <class Then>
  void look_at_all(Then then); ///< in herald.cpp only
  void look_again();
  std::set<std::string> wanted_uris() const;

  void tell_session(std::uint64_t scope, const std::string& body);
  void open_session_stream(const join_stream& who);
  void resume(stream_number number, stream& found, const join_stream& who, std::uint64_t seen);
  void begin(stream_number number, stream& which);
  void say(stream_number number, stream& which, const std::string& body);
  std::string record(stream_number number, stream& which, std::string body);
  void leave(stream& which);
  bool detach(exchange_id at);
  exchange_id dismiss(exchange_id at);
  void erase(stream_number number);
  void end_streams_over_time();
  void keep_within_bytes();
  void give_up_work(exchange_id work, bool may_finish = true);
  time_point now() const { return self_->clock().now(); }
  void schedule_tick();

  pointer self_ = nullptr;
  herald_settings settings_;
  listeners listeners_{0, 0};
  subscriptions subscriptions_{0, 0};
  std::unordered_map<std::uint64_t, sink_actor> pipes_;         ///< by scope
  std::map<stream_number, stream> streams_;                     ///< oldest first
  std::unordered_map<std::uint64_t, stream_number> of_session_; ///< a session's own, by scope
  std::map<exchange_id, stream_number> of_work_;
  std::map<exchange_id, stream_number> at_;
  stream_number last_stream_ = 0;
  std::size_t kept_ = 0; ///< bytes of all logs
  bool ticking_ = false;
  bool draining_ = false;
};

herald_actor::behavior_type herald(herald_state::pointer self, herald_settings settings);

} // namespace howdah::actors
