#pragma once

#include "actors/protocol/fetcher.hpp"
#include "auth/principal.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"

#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/typed_actor.hpp>

#include <cstdint>

namespace howdah::actors {

/// Who brought a token, or why it is not good (`not_authenticated`), or why nobody can tell now
/// (`unavailable`: the identity provider does not answer; `busy`: too many tokens wait for it).
struct vouched {
  std::uint64_t ticket = 0;
  result<auth::principal_ptr> holder;
};

using vouched_sink = caf::typed_actor<caf::reacts_to<vouched>>;

/// A bearer token that `token_check` could not judge at once; `vouched` goes to `asker`.
struct credentials {
  std::uint64_t ticket = 0;
  secret token;
  vouched_sink asker;
};

/// INTERNAL: time passes. One of an older generation is ignored.
struct authenticator_tick {
  std::uint64_t generation = 0;
};

/// AUTH: verifies access tokens (JWT) by the keys of their issuers, which it has fetched and keeps
/// fresh, and remembers the verified ones in the token cache, so that a known token costs no
/// message. Every `credentials` is answered exactly once, within the configured patience.
/// Life: spawned by app, on the scheduler as verifying takes a while; ended by app. When it dies
/// nobody answers: whoever asks needs a time-out of its own.
using authenticator_actor
  = caf::typed_actor<caf::reacts_to<credentials>,
                     // What its fetches answer.
                     caf::reacts_to<fetched>, caf::reacts_to<authenticator_tick>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::vouched)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::credentials)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::authenticator_tick)
