#include "app/authentication.hpp"

#include "actors/fetcher.hpp"

#include <caf/actor_cast.hpp>
#include <caf/send.hpp>

#include <utility>

namespace howdah::app {

namespace {

actors::fetcher_settings fetching(const auth::authentication_settings& known,
                                  const auth::issuer_settings& of,
                                  std::shared_ptr<const actors::fetch_switch> on) {
  return {.timeout = of.keys.fetch_timeout,
          .bytes = of.keys.document_bytes,
          .ca_file = known.ca_file,
          .proxy = known.proxy,
          .on = std::move(on)};
}

template <class Handle>
void end(const Handle& actor) {
  caf::anon_send_exit(caf::actor_cast<caf::actor>(actor), caf::exit_reason::user_shutdown);
}

} // namespace

authentication::authentication(caf::actor_system& system,
                               const auth::authentication_settings& known,
                               std::shared_ptr<auth::token_cache> verified,
                               std::shared_ptr<const auth::permissions_in_force> permissions) {
  for (const auto& each : known.issuers)
    fetchers_.push_back(system.spawn<caf::detached>(actors::fetcher, fetching(known, each, on_)));
  authenticator_ = system.spawn(
    actors::authenticator, actors::authenticator_settings{.known = known,
                                                          .fetchers = fetchers_,
                                                          .verified = std::move(verified),
                                                          .permissions = std::move(permissions)});
}

authentication::~authentication() {
  on_->turn_off();
  end(authenticator_);
  for (const auto& each : fetchers_)
    end(each);
}

} // namespace howdah::app
