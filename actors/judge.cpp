#include "actors/judge.hpp"

#include "actors/broker.hpp"

namespace howdah::actors {

judge_actor::behavior_type judge(judge_actor::stateful_pointer<judge_state> self,
                                 sql::policy rules) {
  static_assert(safe_state<judge_state>);
  self->set_default_handler(caf::drop);
  // The asker remembers verdicts; here they would only be kept twice.
  rules.cache_bytes = 0;
  self->state.guard = std::make_unique<sql::guard>(rules);
  return {[self](const judgement_order& order) -> caf::result<judgement> {
    return judgement{.verdict = self->state.guard->judge(order.text)};
  }};
}

} // namespace howdah::actors
