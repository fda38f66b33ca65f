#include "actors/batch.hpp"

#include "actors/protocol/broker.hpp"
#include "mcp/notification.hpp"

#include <utility>

namespace howdah::actors {

sink_actor::behavior_type batch(sink_actor::stateful_pointer<batch_state> self,
                                exchange_id exchange, sink_actor asker, std::size_t expected) {
  static_assert(safe_state<batch_state>);
  self->set_default_handler(caf::drop);
  return {
    [=](reply& each) {
      self->state.responses.push_back(std::move(each.body));
      if (self->state.responses.size() < expected)
        return;
      auto body = mcp::batch_of(self->state.responses);
      const auto status = body.empty() ? 202 : 200;
      self->send(asker, reply{.to = exchange, .status = status, .body = std::move(body)});
      self->quit();
    },
    [=](notice& each) { self->send(asker, std::move(each)); },
  };
}

} // namespace howdah::actors
