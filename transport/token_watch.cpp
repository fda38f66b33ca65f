#include "transport/token_watch.hpp"

#include "transport/challenge.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace howdah::transport {

void token_watch::begin(actors::exchange_id of, std::string_view token, auth::principal_ptr who,
                        bool lasting) {
  watched_.push_back({of, secret(std::string(token)), std::move(who), lasting});
}

void token_watch::end(actors::exchange_id of) {
  std::erase_if(watched_, [of](const entry& one) { return one.of == of; });
}

std::vector<actors::exchange_id> token_watch::look(const token_check& tokens) {
  std::vector<actors::exchange_id> found;
  unknown_.reset();
  for (const auto& one : watched_) {
    const auto holder = tokens.holder_of(one.token.reveal());
    if (!holder)
      unknown_ = one.token;
    else if (over(one, *holder))
      found.push_back(one.of);
  }
  return found;
}

std::vector<actors::exchange_id>
token_watch::hear(const secret& token, const result<auth::principal_ptr>& holder) const {
  std::vector<actors::exchange_id> found;
  for (const auto& one : watched_)
    if (one.token == token && over(one, holder))
      found.push_back(one.of);
  return found;
}

/// While nobody can tell, it goes on.
bool token_watch::over(const entry& which, const result<auth::principal_ptr>& holder) {
  if (holder)
    return (*holder)->key() != which.who->key();
  return refuses_token(holder.error().code);
}

} // namespace howdah::transport
