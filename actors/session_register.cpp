#include "actors/session_register.hpp"

#include <functional>

namespace howdah::actors {

namespace {

constexpr std::size_t lately_used = 512;

// Sealed for its owner: in anybody else's hands the id does not open, as if it did not exist.
std::string purpose_for(const auth::principal& owner) {
  return "session\n" + owner.key();
}

} // namespace

std::string session_register::open(const auth::principal& owner, mcp::revision rev,
                                   std::uint64_t nonce, std::int64_t now,
                                   const mcp::client_capabilities& client) const {
  const mcp::session_token session{.rev = rev,
                                   .nonce = nonce,
                                   .expires = now + lifetime_.count(),
                                   .capabilities = mcp::to_bits(client)};
  return seal_.seal(purpose_for(owner), mcp::pack(session));
}

result<mcp::session_token> session_register::find(const auth::principal& who, std::string_view id,
                                                  std::int64_t now) const {
  const auto not_found = [] {
    return refuse(errc::session_not_found, "Session not found",
                  "Send initialize to open a new session.");
  };
  const auto session = open_id(who, id);
  if (!session || session->expires <= now || ended_.contains(session->nonce))
    return not_found();
  return *session;
}

std::optional<mcp::session_token> session_register::open_id(const auth::principal& who,
                                                            std::string_view id) const {
  if (lately_.empty())
    lately_.resize(lately_used);
  auto& place = lately_[std::hash<std::string_view>()(id) % lately_used];
  if (!id.empty() && place.owner == who.key() && auth::same_text(place.id, id))
    return place.session;
  const auto payload = seal_.open(purpose_for(who), id);
  const auto session = payload ? mcp::unpack(*payload) : std::nullopt;
  if (session)
    place = {.owner = who.key(), .id = std::string(id), .session = *session};
  return session;
}

bool session_register::end(const mcp::session_token& session, std::int64_t now) {
  forget_expired(now);
  if (ended_.size() >= remembered_)
    return false;
  if (ended_.emplace(session.nonce, session.expires).second)
    by_expiry_.emplace(session.expires, session.nonce);
  return true;
}

void session_register::forget_expired(std::int64_t now) {
  while (!by_expiry_.empty() && by_expiry_.begin()->first <= now) {
    ended_.erase(by_expiry_.begin()->second);
    by_expiry_.erase(by_expiry_.begin());
  }
}

} // namespace howdah::actors
