#pragma once

#include "auth/jose/token_claims.hpp"
#include "auth/permissions.hpp"
#include "auth/token.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace howdah::auth {

/// A key of an issuer that tokens were verified by. Whoever fetches the keys gives it up when the
/// issuer no longer publishes it: from that moment on no token counts because of it.
class key_trust {
public:
  bool holds() const noexcept { return holds_; }
  void end() noexcept { holds_ = false; }

private:
  std::atomic<bool> holds_ = true;
};

using key_trust_ptr = std::shared_ptr<const key_trust>;

/// A token that was verified: what it says, until when, and by what it is believed.
struct verified_token {
  token_claims_ptr claims;
  std::chrono::sys_seconds until;
  key_trust_ptr by;
};

/// The verified tokens, by their SHA-256: a token that is known here costs no signature and no
/// message. Holds claims rather than callers: whoever brings a token is judged by the permissions
/// of that moment. Bounded; the one that was not asked for longest goes first. Any thread.
class token_cache {
public:
  /// `most` of them, and `bytes` of what they say, roughly.
  token_cache(std::size_t most, std::chrono::seconds age,
              std::size_t bytes = std::size_t{32} * 1024 * 1024)
    : most_(most), most_bytes_(bytes), age_(age) {}

  void remember(const token_digest& token, verified_token what, std::chrono::sys_seconds now);
  /// What these permissions say of whoever brings it now; nothing: it has to be verified.
  std::optional<result<principal_ptr>> holder_of(std::string_view token, const permissions_ptr& by,
                                                 std::chrono::sys_seconds now);
  std::size_t size() const;

private:
  struct entry {
    token_digest token;
    verified_token what;
    permissions_ptr judged_by = {}; ///< what `holder` was found with
    result<principal_ptr> holder = {};
  };
  struct hash {
    std::size_t operator()(const token_digest& of) const noexcept { return of.hash(); }
  };
  using order = std::list<entry>;

  void drop(order::iterator at);

  const std::size_t most_;
  const std::size_t most_bytes_;
  const std::chrono::seconds age_;
  mutable std::mutex lock_;
  std::size_t bytes_ = 0;
  order entries_; ///< asked for last comes first
  std::unordered_map<token_digest, order::iterator, hash> by_token_;
};

} // namespace howdah::auth
