#include "actors/listeners.hpp"

namespace howdah::actors {

bool listeners::add(const listen& who) {
  if (by_exchange_.size() >= most_)
    return false;
  auto& of_principal = by_principal_[who.principal->key()];
  if (of_principal >= most_of_one_)
    return false;
  ++of_principal;
  by_exchange_.emplace(who.exchange, entry{.who = who});
  return true;
}

void listeners::acknowledge(exchange_id which) {
  if (const auto known = by_exchange_.find(which); known != by_exchange_.end())
    known->second.acknowledged = true;
}

const listen* listeners::find(exchange_id which) const {
  const auto known = by_exchange_.find(which);
  return known == by_exchange_.end() ? nullptr : &known->second.who;
}

bool listeners::remove(exchange_id which) {
  const auto known = by_exchange_.find(which);
  if (known == by_exchange_.end())
    return false;
  const auto owner = by_principal_.find(known->second.who.principal->key());
  if (--owner->second == 0)
    by_principal_.erase(owner);
  by_exchange_.erase(known);
  return true;
}

std::vector<exchange_id> listeners::named(const cancel_key& key) const {
  std::vector<exchange_id> found;
  for (const auto& [exchange, one] : by_exchange_)
    if (key.scope != 0 && one.who.key == key)
      found.push_back(exchange);
  return found;
}

std::vector<exchange_id> listeners::all() const {
  std::vector<exchange_id> found;
  for (const auto& [exchange, one] : by_exchange_)
    found.push_back(exchange);
  return found;
}

void listeners::collect(std::set<std::string>& uris) const {
  for (const auto& [exchange, one] : by_exchange_)
    uris.insert(one.who.wanted.uris.begin(), one.who.wanted.uris.end());
}

} // namespace howdah::actors
