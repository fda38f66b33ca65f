#pragma once

#include "actors/protocol/broker.hpp"
#include "actors/protocol/pool.hpp"
#include "tests/conformance/paced_plan.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace howdah::conformance {

class paced_pool_state {
public:
  static inline const char* name = "paced pool";
  using pointer = actors::broker_pointer<actors::pool_actor, paced_pool_state>;
  paced_pool_state() = default;

  void start(pointer self) { self_ = self; }
  void run(const actors::assignment& work);
  void proceed(std::uint64_t id);
  void cancel(const actors::cancel_work& which);
  void drain(caf::typed_response_promise<actors::pool_drained> when_done);

private:
  struct running {
    actors::job_ptr work;
    std::size_t next = 0; ///< stage
  };

  void finish(const actors::job& work, const mcp::answer& with);
  void settle();

  pointer self_ = nullptr;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, running> running_;
  std::vector<caf::typed_response_promise<actors::pool_drained>> draining_;
};

/// A POOL without a database, for `paced_plan`s: any number at a time, each at its own pace, on
/// CAF's clock.
actors::pool_actor::behavior_type paced_pool(paced_pool_state::pointer self);

} // namespace howdah::conformance
