#include "actors/judge.hpp"

#include "actors/protocol/broker.hpp"

#include <caf/send.hpp>

namespace howdah::actors {

judge_actor::behavior_type judge(judge_actor::stateful_pointer<judge_state> self,
                                 sql::policy rules) {
  static_assert(safe_state<judge_state>);
  self->set_default_handler(caf::drop);
  // The asker remembers verdicts; here they would only be kept twice.
  rules.cache_bytes = 0;
  self->state.guard = std::make_unique<sql::guard>(rules);
  return {[self](const judgement_order& order) {
    // Anonymous, as all that detached actors send: a message that nobody reads any more must not
    // keep the thread of its sender (docs/adr/0008).
    caf::anon_send(order.asker, judgement{.ticket = order.ticket,
                                          .verdict = self->state.guard->judge(order.text, order.may)});
  }};
}

} // namespace howdah::actors
