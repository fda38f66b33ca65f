#include "auth/permissions.hpp"

#include "auth/permissions_file.hpp"

namespace howdah::auth {

namespace {

result<principal_ptr> stranger(std::string message) {
  return refuse(errc::not_authenticated, std::move(message),
                "Ask the operator for a new token (howdah token new).");
}

} // namespace

result<permissions> permissions::parse(const std::string& text, const std::string& name) {
  permissions made;
  HOWDAH_TRY(made.tokens_, read_tokens(text, name));
  return made;
}

result<principal_ptr> permissions::vouch(std::string_view token,
                                         std::chrono::sys_seconds now) const {
  if (!is_bearer_token(token))
    return stranger("The access token is malformed.");
  const auto digest = token_digest::of(token);
  const known_token* found = nullptr;
  for (const auto& each : tokens_) // all of them: time must not tell which one fits
    if (each.digest == digest)
      found = &each;
  if (!found)
    return stranger("The access token is not known here.");
  if (found->expires && *found->expires <= now)
    return stranger("The access token has expired.");
  return found->holder;
}

} // namespace howdah::auth
