#pragma once

#include "actors/issuer_desk.hpp"
#include "actors/protocol/authenticator.hpp"
#include "actors/protocol/fetcher.hpp"
#include "auth/issuer_settings.hpp"
#include "auth/permissions_in_force.hpp"
#include "auth/token_cache.hpp"
#include "core/line_ration.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace howdah::actors {

struct authenticator_settings {
  auth::authentication_settings known;
  std::vector<fetcher_actor> fetchers; ///< one for each issuer, in the same order
  std::shared_ptr<auth::token_cache> verified;
  std::shared_ptr<const auth::permissions_in_force> permissions;
  std::chrono::sys_seconds (*today)() = [] {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  };
};

class authenticator_state {
public:
  static inline const char* name = "authenticator";
  using pointer = authenticator_actor::stateful_pointer<authenticator_state>;

  authenticator_state() = default;
  void start(pointer self, authenticator_settings settings);

  void vouch(const credentials& order);
  void take(const fetched& page);
  void tick(const authenticator_tick& which);

private:
  issuer_desk::moment now() const { return self_->clock().now(); }
  void go_on(std::size_t which);
  void answer(const credentials& order, const issuer_desk& desk, const issuer_desk::verdict& is);
  void log_refusal(std::string_view issuer, const problem& why);
  void refuse_token(const credentials& order, const std::string& issuer, const problem& why);
  void schedule_tick();

  pointer self_ = nullptr;
  authenticator_settings settings_;
  std::vector<std::unique_ptr<issuer_desk>> desks_; ///< a ticket of a fetch is an index
  std::uint64_t generation_ = 0;
  line_ration refusals_{20}; ///< of their lines in the log
};

authenticator_actor::behavior_type authenticator(authenticator_state::pointer self,
                                                 authenticator_settings settings);

} // namespace howdah::actors
