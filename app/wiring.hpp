#pragma once

#include "actors/protocol/dispatcher.hpp"
#include "actors/protocol/herald.hpp"
#include "actors/protocol/judge.hpp"
#include "actors/protocol/pool.hpp"
#include "actors/protocol/surveyor.hpp"
#include "actors/quota_book.hpp"
#include "app/config/configuration.hpp"
#include "app/offering.hpp"
#include "core/secret.hpp"

#include <caf/actor.hpp>
#include <caf/actor_system.hpp>

#include <memory>
#include <vector>

namespace howdah::app {

/// The actors behind every transport, in the order in which they depend on each other. Ends them
/// when it goes.
class wiring {
public:
  /// `dsn` may be empty: then there is no pool, unless the offering has one.
  wiring(caf::actor_system& system, const configuration& values, const secret& dsn,
         const offering& offered = standard_offering());
  ~wiring();
  wiring(const wiring&) = delete;
  wiring& operator=(const wiring&) = delete;

  const actors::dispatcher_actor& dispatcher() const noexcept { return dispatcher_; }
  const actors::pool_actor& pool() const noexcept { return pool_; } ///< invalid without a database
  /// Tells clients that what they are offered may be other than before: permissions changed. Any
  /// thread.
  void lists_changed() const;

private:
  actors::pool_actor spawn_pool(const configuration& values, const secret& dsn);
  actors::herald_actor spawn_herald(bool with_database);
  actors::judge_actor spawn_judge(const configuration& values);
  actors::surveyor_actor spawn_surveyor(const configuration& values);
  template <class Handle>
  Handle kept(Handle actor);

  caf::actor_system& system_;
  std::vector<caf::actor> all_;
  std::shared_ptr<actors::quota_book> used_ = std::make_shared<actors::quota_book>();
  actors::pool_actor pool_;
  actors::herald_actor herald_;
  actors::dispatcher_actor dispatcher_;
};

} // namespace howdah::app
