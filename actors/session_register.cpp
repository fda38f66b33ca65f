#include "actors/session_register.hpp"

namespace howdah::actors {

namespace {

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
  const auto payload = seal_.open(purpose_for(who), id);
  if (!payload)
    return not_found();
  const auto session = mcp::unpack(*payload);
  if (!session || session->expires <= now || ended_.contains(session->nonce))
    return not_found();
  return *session;
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
