#include "actors/fetcher.hpp"

#include <caf/send.hpp>

namespace howdah::actors {

fetcher_actor::behavior_type fetcher(fetcher_actor::pointer self,
                                     const fetcher_settings& settings) {
  self->set_default_handler(caf::drop);
  return {[settings](const fetch_order& order) {
    // Anonymous, as all that detached actors send (docs/adr/0008).
    caf::anon_send(order.asker,
                   fetched{.ticket = order.ticket, .page = fetch_page(order.url, settings)});
  }};
}

} // namespace howdah::actors
