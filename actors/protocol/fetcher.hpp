#pragma once

#include "core/result.hpp"

#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/typed_actor.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace howdah::actors {

/// What an HTTP server answered; its body is complete and within the limit.
struct fetched_page {
  long status = 0;
  std::string body = {};
  std::optional<std::chrono::seconds> max_age = {}; ///< of Cache-Control; `no-store` is 0
};

/// How a fetch ended. The problem (`unavailable`) is for the log: it names hosts.
struct fetched {
  std::uint64_t ticket = 0;
  result<fetched_page> page;
};

using fetched_sink = caf::typed_actor<caf::reacts_to<fetched>>;

/// GET this; `fetched` goes to `asker`.
struct fetch_order {
  std::uint64_t ticket = 0;
  std::string url;
  fetched_sink asker;
};

/// FETCHER: gets the documents of one issuer over HTTPS, one at a time, which blocks: detached, and
/// one for each issuer, so that a slow one delays no other. Life: spawned detached by app, ended by
/// app, which turns its `fetch_switch` off before: a fetch under way ends within a moment.
/// Errors: `unavailable` when there is no whole answer within the limits of time and size.
using fetcher_actor = caf::typed_actor<caf::reacts_to<fetch_order>>;

} // namespace howdah::actors

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::fetched)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::actors::fetch_order)
