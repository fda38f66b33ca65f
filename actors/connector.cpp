#include "actors/connector.hpp"

#include <caf/send.hpp>

#include <memory>
#include <utility>

namespace howdah::actors {

connector_actor::behavior_type connector(connector_actor::pointer self) {
  self->set_default_handler(caf::drop);
  return {[](const connect_order& order) {
    auto attempt = postgres::connection::open(order.options);
    connect_ended ended{.as = order.options.as};
    if (attempt)
      ended.opened = std::make_shared<std::unique_ptr<postgres::connection>>(*std::move(attempt));
    else
      ended.failure = std::move(attempt).error();
    caf::anon_send(order.asker, std::move(ended));
  }};
}

} // namespace howdah::actors
