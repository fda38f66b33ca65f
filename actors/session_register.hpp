#pragma once

#include "auth/principal.hpp"
#include "auth/seal.hpp"
#include "core/result.hpp"
#include "mcp/client_capabilities.hpp"
#include "mcp/session_token.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace howdah::actors {

/// Legacy sessions without memory: the id carries the session, sealed for its principal. Only
/// sessions that were ended are remembered, until they would have expired anyway, and what a fixed
/// number of ids carry that were used lately. Pure; time is
/// seconds since the epoch.
class session_register {
public:
  session_register(auth::sealer seal, std::chrono::seconds lifetime, std::size_t remembered)
    : seal_(std::move(seal)), lifetime_(lifetime), remembered_(remembered) {}

  /// A new session id: at most 200 visible ASCII characters.
  std::string open(const auth::principal& owner, mcp::revision rev, std::uint64_t nonce,
                   std::int64_t now, const mcp::client_capabilities& client = {}) const;
  /// The session, if this principal may use it now; else `session_not_found`, whatever the reason.
  result<mcp::session_token> find(const auth::principal& who, std::string_view id,
                                  std::int64_t now) const;
  /// False when no more can be remembered: the session lives on until it expires.
  bool end(const mcp::session_token& session, std::int64_t now);

private:
  /// A session that was used lately: its id need not be opened again.
  struct opened {
    std::string owner;
    std::string id;
    mcp::session_token session;
  };

  std::optional<mcp::session_token> open_id(const auth::principal& who, std::string_view id) const;
  void forget_expired(std::int64_t now);

  auth::sealer seal_;
  std::chrono::seconds lifetime_;
  std::size_t remembered_;
  std::unordered_map<std::uint64_t, std::int64_t> ended_; ///< nonce to expiry
  std::multimap<std::int64_t, std::uint64_t> by_expiry_;
  mutable std::vector<opened> lately_; ///< each where the hash of its id says
};

} // namespace howdah::actors
