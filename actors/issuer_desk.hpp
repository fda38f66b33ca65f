#pragma once

#include "actors/protocol/authenticator.hpp"
#include "auth/issuer_settings.hpp"
#include "auth/jose/key_set.hpp"
#include "auth/jose/token_judgement.hpp"
#include "auth/jose/token_rules.hpp"
#include "auth/jose/token_text.hpp"
#include "auth/keys/key_schedule.hpp"
#include "auth/keys/key_search.hpp"
#include "auth/token_cache.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace howdah::actors {

/// Where the tokens of one issuer are judged: has its keys, and those who wait for them. Sends
/// nothing: says what to get, and whom to answer what.
class issuer_desk {
public:
  using moment = auth::key_schedule::moment;
  /// What a token is found to be; the problem goes to whoever sent it.
  using verdict = result<auth::verified_token>;

  struct visitor {
    credentials order;
    auth::token_text token;
    moment came;
    bool wants_key = false; ///< waits for one that was not there
  };
  struct settled {
    credentials order;
    verdict is;
  };

  issuer_desk(const auth::issuer_settings& of, std::size_t most_waiting,
              std::chrono::milliseconds patience, moment now);
  ~issuer_desk();
  issuer_desk(const issuer_desk&) = delete;
  issuer_desk& operator=(const issuer_desk&) = delete;

  const std::string& issuer() const noexcept { return settings_.issuer; }
  std::size_t waiting() const noexcept { return waiting_.size(); }

  /// Nothing: the visitor waits, and is settled later.
  std::optional<verdict> judge(visitor who, moment now, std::chrono::sys_seconds today);

  /// The URL of a page to get now. One at a time: `take` has to be told how it went.
  std::optional<std::string> wanted(moment now);
  /// Takes the page that was wanted, or bears that there is none. The problem, for the log, says
  /// why the keys are not known now.
  result<void> take(const result<fetched_page>& page, moment now);
  /// Whoever need not wait any longer.
  std::vector<settled> settle(moment now, std::chrono::sys_seconds today);
  /// When to ask `wanted` and `settle` again, unless something happens before.
  moment next() const;

private:
  enum class look { none, page_wanted, page_under_way };

  std::optional<verdict> with_key(const visitor& who, moment now, std::chrono::sys_seconds today);
  std::optional<verdict> without_key(visitor& who, moment now);
  template <class Judge>
  void settle_by(std::vector<settled>& out, Judge judge);
  tl::unexpected<problem> unavailable(moment now) const;
  tl::unexpected<problem> fail(const problem& why, moment now);
  void replace_keys(auth::key_set by);
  void lose_keys();

  const auth::issuer_settings settings_;
  const auth::token_rules rules_;
  const std::size_t most_waiting_;
  const std::chrono::milliseconds patience_;
  auth::key_search search_;
  auth::key_schedule schedule_;
  look look_ = look::none;
  bool looked_ = false; ///< a look ended since the last `settle`
  auth::key_set keys_;
  std::map<std::string, std::shared_ptr<auth::key_trust>> trust_; ///< by identity of a key
  std::vector<visitor> waiting_;
};

} // namespace howdah::actors
