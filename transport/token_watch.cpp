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

std::vector<actors::exchange_id> token_watch::look(const token_check& tokens,
                                                   std::chrono::sys_seconds now) {
  std::vector<actors::exchange_id> found;
  unknown_.reset();
  for (const auto& one : watched_) {
    const auto holder = tokens.holder_of(one.token.reveal());
    if (!holder)
      unknown_ = one.token;
    else if (over(one, *holder, now))
      found.push_back(one.of);
  }
  return found;
}

std::vector<actors::exchange_id> token_watch::hear(const secret& token,
                                                   const result<auth::principal_ptr>& holder,
                                                   std::chrono::sys_seconds now) const {
  std::vector<actors::exchange_id> found;
  for (const auto& one : watched_)
    if (one.token == token && over(one, holder, now))
      found.push_back(one.of);
  return found;
}

/// While nobody can tell, it goes on; so does what began in time, when its token merely expires.
bool token_watch::over(const entry& which, const result<auth::principal_ptr>& holder,
                       std::chrono::sys_seconds now) {
  if (holder)
    return (*holder)->key() != which.who->key();
  const auto end = which.who->expires();
  const bool late = end && *end <= now;
  return refuses_token(holder.error().code) && (which.lasting || !late);
}

} // namespace howdah::transport
