#include "actors/canceller.hpp"

namespace howdah::actors {

canceller_actor::behavior_type canceller(canceller_actor::pointer self) {
  self->set_default_handler(caf::drop);
  return {[self](const cancel_order& order) {
    self->send(order.asker, cancel_returned{.failure = order.handle->cancel()});
  }};
}

} // namespace howdah::actors
