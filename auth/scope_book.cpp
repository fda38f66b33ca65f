#include "auth/scope_book.hpp"

#include <algorithm>

namespace howdah::auth {

namespace {

bool has(const std::vector<std::string>& operations, std::string_view one) {
  return std::ranges::find(operations, one) != operations.end();
}

bool gives(const scope_grant& grant, std::string_view operation) {
  return has(grant.operations, operation) || has(grant.operations, "*");
}

} // namespace

bool is_scope(std::string_view text) noexcept {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return c > 0x20 && c < 0x7f && c != '"' && c != '\\';
  });
}

scope_book::scope_book(std::vector<scope_grant> grants) : grants_(std::move(grants)) {
}

scope_book::scope_set scope_book::known_of(const std::vector<std::string>& given) const {
  scope_set held = 0;
  for (std::size_t i = 0; i < grants_.size(); ++i)
    if (has(given, grants_[i].scope))
      held |= scope_set{1} << i;
  return held;
}

rights_ptr scope_book::within(const rights_ptr& whole,
                              const std::vector<std::string>& given) const {
  const auto held = known_of(given);
  const std::lock_guard guard(lock_);
  auto& made = made_[{whole, held}];
  if (!made)
    made = narrowed(*whole, held);
  return made;
}

/// Of a role that may do everything (`*`), that is what the scopes name.
rights_ptr scope_book::narrowed(const rights& whole, scope_set held) const {
  rights less = whole;
  less.operations.clear();
  const auto take = [&](const std::string& operation) {
    if (has(less.operations, operation))
      return;
    for (std::size_t i = 0; i < grants_.size(); ++i)
      if ((held >> i & 1) != 0 && gives(grants_[i], operation))
        return less.operations.push_back(operation);
    const auto other = std::ranges::find_if(
      grants_, [&](const scope_grant& grant) { return gives(grant, operation); });
    if (other != grants_.end())
      less.withheld.push_back({operation, other->scope});
  };
  for (const auto& operation : whole.operations)
    take(operation);
  if (has(whole.operations, "*"))
    for (const auto& grant : grants_)
      std::ranges::for_each(grant.operations, take);
  return std::make_shared<const rights>(std::move(less));
}

} // namespace howdah::auth
