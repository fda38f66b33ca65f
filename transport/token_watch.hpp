#pragma once

#include "actors/protocol/exchange.hpp"
#include "auth/principal.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"
#include "transport/token_check.hpp"

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace howdah::transport {

/// The tokens with which the exchanges of one connection began that are still in flight: a token
/// that is taken back ends what it began. Pure; the connection asks it at each tick.
class token_watch {
public:
  /// `lasting`: a stream without an end, which must not outlive its token. Other exchanges were
  /// good when they began, and are not hurried by the clock.
  void begin(actors::exchange_id of, std::string_view token, auth::principal_ptr who, bool lasting);
  void end(actors::exchange_id of);
  bool empty() const noexcept { return watched_.empty(); }

  /// Whose token is not good any more, as far as that is known at once.
  std::vector<actors::exchange_id> look(const token_check& tokens, std::chrono::sys_seconds now);
  /// A token that nobody knew at the last look: AUTH has to be asked.
  const std::optional<secret>& unknown() const noexcept { return unknown_; }
  /// The same by AUTH's answer about one token.
  std::vector<actors::exchange_id> hear(const secret& token,
                                        const result<auth::principal_ptr>& holder,
                                        std::chrono::sys_seconds now) const;

private:
  struct entry {
    actors::exchange_id of;
    secret token;
    auth::principal_ptr who;
    bool lasting = false;
  };
  static bool over(const entry& which, const result<auth::principal_ptr>& holder,
                   std::chrono::sys_seconds now);

  std::vector<entry> watched_;
  std::optional<secret> unknown_;
};

} // namespace howdah::transport
