#pragma once

#include "auth/principal.hpp"
#include "auth/seal.hpp"
#include "core/result.hpp"
#include "mcp/message.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>

namespace howdah::actors {

/// Calls that wait for their client without memory: the state travels with the client, sealed for
/// its principal and its call. Only those that count once are remembered, when they were used,
/// until they expire. Pure; time is seconds since the epoch.
class request_states {
public:
  request_states(auth::sealer seal, std::chrono::seconds lifetime, std::size_t remembered)
    : seal_(std::move(seal)), lifetime_(lifetime), remembered_(remembered) {}

  /// A new `requestState` for this call.
  std::string seal(const auth::principal& owner, const mcp::message& call, std::string state,
                   bool once, std::uint64_t nonce, std::int64_t now) const;
  /// The state, and it is used up if it counts once. invalid_params when it was not sealed for this
  /// principal and this call, is too old or used up; `busy` when no more can be remembered.
  result<std::string> open(const auth::principal& who, const mcp::message& call,
                           std::string_view sealed, std::int64_t now);

private:
  void forget_expired(std::int64_t now);

  auth::sealer seal_;
  std::chrono::seconds lifetime_;
  std::size_t remembered_;
  std::unordered_set<std::uint64_t> used_; ///< nonces
  std::multimap<std::int64_t, std::uint64_t> by_expiry_;
};

} // namespace howdah::actors
