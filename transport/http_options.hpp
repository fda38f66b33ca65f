#pragma once

#include "actors/protocol/authenticator.hpp"
#include "core/limits.hpp"
#include "transport/byte_layer.hpp"
#include "transport/caller_source.hpp"
#include "transport/host_list.hpp"
#include "transport/protected_resource.hpp"
#include "transport/token_check.hpp"

#include <caf/typed_actor.hpp>

#include <chrono>
#include <cstddef>
#include <memory>

namespace howdah::transport {

/// How long an HTTP client may take. Checked once a second.
struct http_patience {
  std::chrono::seconds handshake{10};  ///< of TLS
  std::chrono::seconds idle{120};      ///< between requests
  std::chrono::seconds head{10};       ///< from the first byte of a request to the end of its head
  std::chrono::seconds body{30};       ///< for the body
  std::chrono::seconds half_closed{2}; ///< of HTTP/1.0, for its answers after it sent FIN
  std::chrono::seconds write{30};      ///< without taking a byte of an answer
  std::chrono::seconds linger{2};      ///< to close its side when the last answer is out
  std::chrono::seconds comment{15};    ///< of quiet in a stream before a comment keeps it alive
  std::chrono::seconds health{1};      ///< for the dispatcher to say how it is
  std::chrono::seconds vouching{15};   ///< for AUTH to say whose a token is; it has less itself
};

/// AUTH, as transports see it: it answers `credentials` with `vouched`.
using vouching_actor = caf::typed_actor<caf::reacts_to<actors::credentials>>;

/// What every connection of a listener goes by; immutable.
struct http_options {
  limits bounds = {};
  host_list hosts = {};
  http_patience patience = {};
  caller_source_ptr callers = {}; ///< who everybody is when nobody is asked for a token
  std::shared_ptr<const token_check> tokens = {}; ///< asked about the token of every request
  vouching_actor authenticator = {}; ///< asked about tokens that `tokens` does not know
  /// What clients are told who have no token; null: where tokens come from is not said.
  std::shared_ptr<const protected_resource> resource = {};
  std::shared_ptr<const byte_layers> layers = {}; ///< of TLS; null: plain
  std::size_t handshakes = 256;                   ///< of TLS at a time

  /// Bytes written or held before no further request is read from a connection.
  std::size_t backlog() const noexcept { return 2 * bounds.result_bytes; }
  /// Bytes beyond which a client that does not read is cut off.
  std::size_t backlog_max() const noexcept { return 16 * bounds.result_bytes; }
};

using http_options_ptr = std::shared_ptr<const http_options>;

} // namespace howdah::transport
