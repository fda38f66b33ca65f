#pragma once

#include "actors/protocol/herald.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace howdah::actors {

/// Who listens by `subscriptions/listen`. Bounded, also for one principal. Pure.
class listeners {
public:
  listeners(std::size_t most, std::size_t most_of_one) : most_(most), most_of_one_(most_of_one) {}

  /// False when it is one too many.
  bool add(const listen& who);
  /// It was acknowledged: from now on it hears of changes.
  void acknowledge(exchange_id which);
  const listen* find(exchange_id which) const;
  /// Nothing is left of it; false when there was none.
  bool remove(exchange_id which);
  /// Exchanges that the caller named.
  std::vector<exchange_id> named(const cancel_key& key) const;
  std::vector<exchange_id> all() const;

  /// Calls visit(listen) for whoever was acknowledged and wants to hear of this change, or of this
  /// URI.
  template <class What, class Visit>
  void each_that_wants(const What& what, Visit visit) const {
    for (const auto& [exchange, one] : by_exchange_)
      if (one.acknowledged && one.who.wanted.wants(what))
        visit(one.who);
  }
  void collect(std::set<std::string>& uris) const;
  std::size_t size() const noexcept { return by_exchange_.size(); }

private:
  struct entry {
    listen who;
    bool acknowledged = false;
  };

  std::size_t most_;
  std::size_t most_of_one_;
  std::map<exchange_id, entry> by_exchange_;
  std::unordered_map<std::string, std::size_t> by_principal_;
};

} // namespace howdah::actors
