#include "app/token_book.hpp"

#include <chrono>
#include <utility>

namespace howdah::app {

result<auth::principal_ptr> token_book::holder_of(std::string_view token) const {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return current()->vouch(token, now);
}

void token_book::replace(auth::permissions_ptr by) {
  const std::lock_guard guard(lock_);
  current_.swap(by); // the old ones go when the lock is free again
}

auth::permissions_ptr token_book::current() const {
  const std::lock_guard guard(lock_);
  return current_;
}

} // namespace howdah::app
