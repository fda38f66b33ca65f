#include "actors/canceller.hpp"

#include <caf/send.hpp>

namespace howdah::actors {

canceller_actor::behavior_type canceller(canceller_actor::pointer self) {
  self->set_default_handler(caf::drop);
  return {[](const cancel_order& order) {
    caf::anon_send(order.asker, cancel_returned{.failure = order.handle->cancel()});
  }};
}

} // namespace howdah::actors
