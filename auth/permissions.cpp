#include "auth/permissions.hpp"

#include "auth/permissions_file.hpp"
#include "auth/voucher.hpp"

#include <utility>

namespace howdah::auth {

namespace {

result<principal_ptr> stranger(std::string message) {
  return refuse(errc::not_authenticated, std::move(message),
                "Ask the operator for a new token (howdah token new).");
}

result<principal_ptr> revoked() {
  return refuse(errc::not_authenticated, "The access token has been revoked.",
                "Ask for a new one, or the operator why.");
}

/// Of whoever has no role: nothing is allowed.
const rights_ptr& no_rights() {
  static const rights_ptr none = std::make_shared<const rights>();
  return none;
}

} // namespace

rights_ptr rights_in(const permission_sections& said, std::string_view subject) {
  if (!said.roles && !said.users && !said.match)
    return nullptr;
  if (said.users)
    if (const auto user = said.users->find(subject); user != said.users->end())
      return user->second;
  return said.fallback ? said.fallback : no_rights();
}

std::string_view claims_in(const permission_sections& said, std::string_view subject) noexcept {
  const auto found = said.claims.find(subject);
  return found == said.claims.end() ? "{}" : std::string_view(found->second);
}

result<permissions> permissions::parse(const std::string& text, const std::string& name,
                                       std::span<const std::string_view> tools) {
  permissions made;
  HOWDAH_TRY(made.said_, read_permissions_file(text, name, tools));
  return made;
}

result<principal_ptr> permissions::vouch(std::string_view token,
                                         std::chrono::sys_seconds now) const {
  if (!is_bearer_token(token) || !said_.tokens)
    return stranger(said_.tokens ? "The access token is malformed."
                                 : "The access token is not known here.");
  const auto digest = token_digest::of(token);
  const known_token* found = nullptr;
  for (const auto& each : *said_.tokens) // all of them: time must not tell which one fits
    if (each.digest == digest)
      found = &each;
  if (!found)
    return stranger("The access token is not known here.");
  if (found->expires && *found->expires <= now)
    return stranger("The access token has expired.");
  if (found->revoked)
    return revoked();
  return found->holder;
}

result<principal_ptr> permissions::vouch(const token_claims_ptr& said) const {
  if (said_.revoked && is_revoked(*said_.revoked, *said))
    return revoked();
  auto may = rights_of(*said);
  if (said_.scopes && may)
    may = said_.scopes->within(may, said->scopes);
  return voucher::token_subject(said, std::move(may), claims_in(said_, said->identity));
}

result<principal_ptr> permissions::process_owner(std::string_view subject) const {
  return voucher::process_owner(subject, rights_of(subject), claims_in(said_, subject));
}

rights_ptr permissions::rights_of(std::string_view subject) const {
  return rights_in(said_, subject);
}

rights_ptr permissions::rights_of(const token_claims& said) const {
  const bool named = said_.users && said_.users->contains(said.identity);
  if (!named && said_.match)
    for (const auto& each : *said_.match)
      if (each.fits(said))
        return each.may;
  return rights_of(said.identity);
}

rights_ptr permissions::rights_of_nobody() const {
  if (!restricts())
    return nullptr;
  return said_.fallback ? said_.fallback : no_rights();
}

} // namespace howdah::auth
