#pragma once

#include "auth/issuer_settings.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace howdah::auth {

/// When to fetch the keys of one issuer, and what is to become of a token while they are not there.
/// One fetch at a time. Holds no keys and knows no clock: moments come in as values.
class key_schedule {
public:
  using moment = std::chrono::steady_clock::time_point;

  /// Of a token for which there is no key.
  enum class outlook {
    wait,       ///< for a fetch, under way or due within a second
    refused,    ///< the issuer was asked, and does not have it
    unavailable ///< the issuer cannot be asked; `retry_at` says when it is tried again
  };

  key_schedule(const key_bounds& bounds, moment now);

  /// When to fetch; nothing while a fetch is under way.
  std::optional<moment> due() const noexcept;
  void started(moment now);
  void succeeded(std::optional<std::chrono::seconds> max_age);
  void failed(moment now);

  /// Whether the keys of the last successful fetch still count.
  bool keys_count(moment now) const noexcept { return now < good_until_; }
  moment good_until() const noexcept { return good_until_; }
  /// Of a token that came while no keys count.
  outlook without_keys(moment now) const noexcept;
  /// Of a token, come at `asked`, whose key is not among the keys that count. Whoever sends random
  /// names of keys causes no more than one fetch in each pause.
  outlook without_key(std::string_view kid, moment asked, moment now);
  /// A token that waited for its key got it: keys do change, so the next unknown one may, too.
  void found() noexcept;
  moment retry_at() const noexcept { return due_; }

private:
  bool asked_for(moment since) const noexcept;
  void remember_missing(std::string_view kid, moment now);
  bool known_missing(std::string_view kid, moment now) const;

  key_bounds bounds_;
  moment due_;
  moment started_ = moment::min();     ///< the fetch under way, else the last one
  moment good_until_ = moment::min();  ///< what the last good fetch brought
  moment pause_until_ = moment::min(); ///< no fetch for an unknown key before that
  bool under_way_ = false;
  bool looked_for_key_ = false; ///< what is due was wanted by an unknown key
  unsigned failures_ = 0;       ///< since the last success
  std::map<std::string, moment, std::less<>>
    missing_; ///< keys the issuer did not have, and until when
};

} // namespace howdah::auth
