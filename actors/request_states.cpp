#include "actors/request_states.hpp"

#include "mcp/request_state.hpp"

namespace howdah::actors {

namespace {

// In anybody else's hands, or with another call, the state does not open.
std::string purpose_for(const auth::principal& owner, const mcp::message& call) {
  return "request state\n" + std::to_string(owner.key().size()) + '\n' + owner.key() + '\n'
         + mcp::call_identity(call);
}

result<std::string> unusable(std::string_view why) {
  return refuse(errc::invalid_params, "requestState " + std::string(why) + '.',
                "Send the call without requestState and inputResponses to be asked anew.");
}

} // namespace

std::string request_states::seal(const auth::principal& owner, const mcp::message& call,
                                 std::string state, bool once, std::uint64_t nonce,
                                 std::int64_t now) const {
  return seal_.seal(purpose_for(owner, call), mcp::pack({.expires = now + lifetime_.count(),
                                                         .nonce = nonce,
                                                         .once = once,
                                                         .state = std::move(state)}));
}

result<std::string> request_states::open(const auth::principal& who, const mcp::message& call,
                                         std::string_view sealed, std::int64_t now) {
  const auto payload = seal_.open(purpose_for(who, call), sealed);
  auto opened = payload ? mcp::unpack_request_state(*payload) : std::nullopt;
  if (!opened)
    return unusable("does not belong to this call");
  if (opened->expires <= now)
    return unusable("has expired");
  if (opened->once) {
    forget_expired(now);
    if (used_.contains(opened->nonce))
      return unusable("was used already");
    if (used_.size() >= remembered_)
      return refuse(errc::busy, "Too many confirmations at a time.", "Try again shortly.");
    used_.insert(opened->nonce);
    by_expiry_.emplace(opened->expires, opened->nonce);
  }
  return std::move(opened->state);
}

void request_states::forget_expired(std::int64_t now) {
  while (!by_expiry_.empty() && by_expiry_.begin()->first <= now) {
    used_.erase(by_expiry_.begin()->second);
    by_expiry_.erase(by_expiry_.begin());
  }
}

} // namespace howdah::actors
