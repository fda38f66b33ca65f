#pragma once

#include "actors/fair_queue.hpp"
#include "actors/login_line.hpp"
#include "actors/pace_book.hpp"
#include "actors/protocol/broker.hpp"
#include "actors/protocol/connector.hpp"
#include "actors/protocol/database.hpp"
#include "actors/protocol/pool.hpp"
#include "actors/quota_book.hpp"
#include "core/limits.hpp"
#include "postgres/connection.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace howdah::actors {

/// Makes the actor for an open connection. The real one spawns a DATABASE; tests give another.
class database_factory {
public:
  virtual ~database_factory() = default;
  virtual database_actor make(std::uint64_t id,
                              std::shared_ptr<std::unique_ptr<postgres::connection>> opened,
                              const pool_actor& owner) const = 0;
};

struct pool_settings {
  postgres::connect_options connect;
  limits bounds;
  std::shared_ptr<const database_factory> factory;
  connector_actor connector;
  /// Of what callers and tenants take. Others may read it.
  std::shared_ptr<quota_book> quotas = std::make_shared<quota_book>();
  std::chrono::milliseconds unavailable_after{
    800}; ///< longest wait of a call while there is no connection at all
  std::chrono::milliseconds departure_grace{
    10'000}; ///< a legacy HTTP client may come back for its answer
  std::chrono::milliseconds idle_timeout{600'000}; ///< of connections beyond the minimum
  /// Reads that are known to be quick share connections, up to so many on each…
  std::size_t depth = 4;
  /// …as soon as so many connections have some.
  std::size_t spread = 2 * std::max(1U, std::thread::hardware_concurrency());
  std::chrono::milliseconds first_backoff{100};
  std::chrono::milliseconds longest_backoff{5'000};
};

/// `pool.cpp` has its life and the way of work, `pool_connections.cpp` how connections come and go.
class pool_state {
public:
  static inline const char* name = "pool";
  using pointer = broker_pointer<pool_actor, pool_state>;
  using time_point = std::chrono::steady_clock::time_point;

  pool_state() = default;
  void start(pointer self, pool_settings settings);

  void submit(assignment work);
  void cancel(const cancel_work& which);
  void connected(connect_ended& attempt);
  void finished(const work_ended& done);
  void returned(work_returned& back);
  void lost(const connection_broken& broken);
  void died(const caf::actor_addr& who);
  void tick(const pool_tick& due);
  void drain(caf::typed_response_promise<pool_drained> when_done);
  void stop();
  pool_status status() const;

private:
  /// A job that a DATABASE has.
  struct run {
    assignment work;
    time_point began = {};
    fair_queue::duration charged{0}; ///< for it, so far
    std::optional<time_point> departed = {}; ///< when its client left, while it may come back
  };
  struct member {
    database_actor handle;
    std::string login = {}; ///< `seat::login_key`
    std::string role = {};  ///< that it served last
    std::vector<run> running = {};
    time_point idle_since = {};
    bool leaving = false; ///< told to retire; it counts until it is gone

    bool shared() const { return !running.empty() && !running.front().work.alone; }
  };
  using members = std::map<std::uint64_t, member>;
  using lines = std::map<std::string, login_line>;

  time_point now() const;
  void answer(const assignment& work, const problem& why);
  void hand_out();
  void give(members::iterator to, assignment work);
  void account_for(const run& done, const spent& more,
                   std::optional<std::chrono::duration<double>> took = {});
  std::optional<run> take_run(member& of, const job_ptr& which);
  void rest(members::iterator which);
  void stop_running(member& of, run& which, const problem& why);
  template <class Visitor>
  void for_each_run(Visitor see);
  void fail_waiting(const problem& why);
  void fail_waiting(const lines::value_type& line, time_point accepted_before);
  void expire(time_point at);
  void report(time_point at);
  void finish_drain();
  void schedule_tick();
  std::size_t busy() const;

  lines::value_type& line_of(const seat& as);
  std::vector<std::uint64_t>::iterator free_for(const seat& as);
  members::iterator place_for(const assignment& work);
  members::iterator shared_place(const seat& as);
  bool has_room(const member& one) const;
  bool shared_room() const;
  bool shares(const assignment& work) const;
  bool may_begin(const assignment& work);
  bool full() const;
  bool owed(const login_line& line) const;
  void make_room_for(const login_line& line);
  void grow();
  lines::value_type* neediest();
  bool wants_another(const lines::value_type& line) const;
  void connect(login_line& line);
  void connect_failed(lines::value_type& line, problem why);
  void retire(std::vector<std::uint64_t>::iterator which);
  void retire_idle(time_point at);
  void remove(members::iterator which);
  void forget_unused_lines();
  problem unavailable(const login_line& line) const;

  pointer self_ = nullptr;
  pool_settings settings_;
  fair_queue queue_{0, 0};
  pace_book paces_;
  time_point next_report_ = {}; ///< of usage, to the log
  members members_;
  std::vector<std::uint64_t> idle_; ///< the last one used is used next: the others may rest
  std::uint64_t next_id_ = 1;
  lines lines_; ///< by `seat::login_key`; the server's own is always there
  std::optional<postgres::server_facts> server_;
  std::uint64_t tick_generation_ = 0;
  time_point next_tick_ = time_point::max();
  std::optional<time_point> drain_until_;
  std::vector<caf::typed_response_promise<pool_drained>> draining_;
};

pool_actor::behavior_type pool(pool_state::pointer self, pool_settings settings);

} // namespace howdah::actors
