#include "app/caller_book.hpp"

#include "auth/jose/token_text.hpp"

#include <chrono>
#include <utility>

namespace howdah::app {

caller_book::caller_book(auth::permissions_ptr first, std::string owner,
                         std::shared_ptr<auth::token_cache> verified)
  : owner_(std::move(owner)), verified_(std::move(verified)), current_(std::move(first)),
    caller_(caller_by(*current_)) {
}

std::optional<result<auth::principal_ptr>> caller_book::holder_of(std::string_view token) const {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto known = current();
  const bool issued = verified_ && auth::token_text::may_be(token);
  if (!issued || known->asks_for_tokens())
    if (auto holder = known->vouch(token, now); holder || !issued)
      return holder;
  return verified_->holder_of(token, known, now);
}

auth::principal_ptr caller_book::caller() const {
  const std::lock_guard guard(lock_);
  return caller_;
}

auth::permissions_ptr caller_book::current() const {
  const std::lock_guard guard(lock_);
  return current_;
}

void caller_book::replace(auth::permissions_ptr by) {
  auto who = caller_by(*by);
  const std::lock_guard guard(lock_);
  current_.swap(by); // the old ones go when the lock is free again
  caller_.swap(who);
}

auth::principal_ptr caller_book::caller_by(const auth::permissions& file) const {
  const auto owner = file.process_owner(owner_); // none: there is no name
  return owner ? *owner : file.nobody();
}

} // namespace howdah::app
