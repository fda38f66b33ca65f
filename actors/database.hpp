#pragma once

#include "actors/engagement.hpp"
#include "actors/pool.hpp"
#include "actors/protocol/broker.hpp"
#include "actors/protocol/canceller.hpp"
#include "actors/protocol/database.hpp"
#include "actors/protocol/pool.hpp"
#include "actors/socket_watch.hpp"
#include "core/limits.hpp"
#include "postgres/session.hpp"

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

namespace howdah::actors {

struct database_settings {
  limits bounds;
  /// A statement that PostgreSQL should have stopped this long ago is given up with its connection.
  std::chrono::milliseconds unanswered_after{5'000};
  std::chrono::milliseconds progress_interval{500};
  /// A read that keeps others of its connection waiting so long is run again alone.
  std::chrono::milliseconds stuck_after{250};
  /// A statement that takes longer is looked at from another connection, for how far it is.
  std::chrono::milliseconds look_after{2'000};
};

/// `database.cpp` has its life and what it hears, `database_work.cpp` the way of a job from its
/// first trip to its answer, `database_progress.cpp` what is told meanwhile.
class database_state {
public:
  static inline const char* name = "database";
  using pointer = broker_pointer<database_actor, database_state>;
  using time_point = std::chrono::steady_clock::time_point;

  database_state() = default;
  void start(pointer self, std::uint64_t id, std::unique_ptr<postgres::connection> opened,
             pool_actor pool, canceller_actor canceller, database_settings settings);

  void assign(assignment work);
  void stop_running(const stop_work& which);
  void readable();
  void writable();
  void cancel_came_back();
  void tick();
  void take_phase(const reply& look);
  void retire();
  void end();

private:
  using engagements = std::list<engagement>;

  time_point now() const;
  void hear_news();
  void begin(engagements::iterator which);
  bool proceed();
  void settle();
  void trip_ended(const postgres::outcome& ended);
  void conclude(engagements::iterator which, const postgres::outcome& ended);
  void hand_back(engagements::iterator which, bool alone);
  engagements::iterator whose(const postgres::consumer* conversation);
  engagements::iterator next_to_begin();
  void reply_with(engagements::iterator which, const mcp::answer& what,
                  const postgres::outcome& ended);
  void reply_early(engagements::iterator which, const problem& why);
  void send(engagements::iterator which, reply response, std::string_view outcome,
            std::uint64_t rows);
  void release();
  void break_off();
  bool rests() const { return engaged_.empty() && answered_.empty(); }
  void look_after_time(time_point at);
  void report_progress(time_point at);
  void look_at_phase(time_point at);
  void pass_on_messages();
  void read_on();
  void schedule_tick();

  pointer self_ = nullptr;
  std::uint64_t id_ = 0;
  pool_actor pool_;
  canceller_actor canceller_;
  database_settings settings_;
  std::unique_ptr<postgres::session> session_;
  std::unique_ptr<socket_watch> watch_; ///< ends before the session's socket does
  engagements engaged_;                 ///< those that were begun first, in the order of their trips
  std::vector<work_ended> answered_;    ///< the pool hears of it once the connection takes more
  std::vector<assignment> unfinished_;  ///< to be run elsewhere
  time_point served_ = {};   ///< when the trip under way became the first
  time_point ready_by_ = time_point::max(); ///< for the session to have changed its role
  time_point heard_ = {};    ///< something of the server, last
  time_point progress_due_ = {};
  int backend_ = 0;
  std::string phase_ = {}; ///< of the work, as last seen
  exchange_id look_ = {};  ///< 0: none is under way
  std::uint64_t last_look_ = 0;
  bool gone_ = false;
  bool ticking_ = false;
  bool retiring_ = false;
};

/// `opened` is emptied.
database_actor::behavior_type
database(database_state::pointer self, std::uint64_t id,
         const std::shared_ptr<std::unique_ptr<postgres::connection>>& opened, pool_actor pool,
         canceller_actor canceller, database_settings settings);

/// Spawns DATABASEs on the multiplexer's thread, each with the next of the cancellers.
class database_spawner : public database_factory {
public:
  database_spawner(caf::actor_system& system, std::vector<canceller_actor> cancellers,
                   database_settings settings)
    : system_(system), cancellers_(std::move(cancellers)), settings_(settings) {}

  database_actor make(std::uint64_t id,
                      std::shared_ptr<std::unique_ptr<postgres::connection>> opened,
                      const pool_actor& owner) const override;

private:
  caf::actor_system& system_;
  std::vector<canceller_actor> cancellers_;
  database_settings settings_;
};

} // namespace howdah::actors
