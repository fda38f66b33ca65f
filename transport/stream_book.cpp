#include "transport/stream_book.hpp"

#include <utility>

namespace howdah::transport {

void stream_book::add(std::string name, std::uint64_t connection, auth::principal_ptr opener) {
  remove(connection);
  names_.emplace(connection, name);
  by_name_.insert_or_assign(std::move(name), entry{connection, std::move(opener)});
}

std::optional<std::uint64_t> stream_book::find(const std::string& name,
                                               const auth::principal& who) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end() || found->second.opener->key() != who.key())
    return std::nullopt;
  return found->second.connection;
}

void stream_book::remove(std::uint64_t connection) {
  const auto named = names_.find(connection);
  if (named == names_.end())
    return;
  by_name_.erase(named->second);
  names_.erase(named);
}

} // namespace howdah::transport
