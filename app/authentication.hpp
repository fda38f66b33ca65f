#pragma once

#include "actors/authenticator.hpp"
#include "actors/page_fetch.hpp"
#include "auth/issuer_settings.hpp"
#include "auth/permissions_in_force.hpp"
#include "auth/token_cache.hpp"

#include <caf/actor.hpp>
#include <caf/actor_system.hpp>

#include <memory>
#include <vector>

namespace howdah::app {

/// AUTH and its fetchers, one thread for each issuer. Ends them when it goes, whatever they are
/// waiting for.
class authentication {
public:
  /// What is verified goes into `verified`; who may come in is asked of `permissions`.
  authentication(caf::actor_system& system, const auth::authentication_settings& known,
                 std::shared_ptr<auth::token_cache> verified,
                 std::shared_ptr<const auth::permissions_in_force> permissions);
  ~authentication();
  authentication(const authentication&) = delete;
  authentication& operator=(const authentication&) = delete;

  const actors::authenticator_actor& authenticator() const noexcept { return authenticator_; }

private:
  std::shared_ptr<actors::fetch_switch> on_ = std::make_shared<actors::fetch_switch>();
  std::vector<actors::fetcher_actor> fetchers_;
  actors::authenticator_actor authenticator_;
};

} // namespace howdah::app
