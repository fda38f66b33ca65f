#pragma once

#include "actors/protocol/dispatcher.hpp"
#include "app/config/configuration.hpp"
#include "core/result.hpp"
#include "transport/byte_layer.hpp"
#include "transport/caller_source.hpp"
#include "transport/http_options.hpp"
#include "transport/listening_socket.hpp"
#include "transport/token_check.hpp"

#include <caf/actor.hpp>
#include <caf/actor_system.hpp>

#include <chrono>
#include <memory>
#include <optional>

namespace howdah::app {

/// The transport of this process: where clients come in.
class endpoint {
public:
  virtual ~endpoint() = default;
  /// For monitoring and ending.
  virtual const caf::actor& actor() const noexcept = 0;
  /// Takes nothing new; the actor ends when all is answered.
  virtual void wind_down() = 0;
  /// Waits until what was said has left, or time is up. The last call.
  virtual void close(std::chrono::milliseconds limit) = 0;
};

/// Serves MCP on a pair of descriptors, which it does not close.
std::unique_ptr<endpoint> serve_stdio(caf::actor_system& system, const configuration& values,
                                      const actors::dispatcher_actor& dispatcher,
                                      transport::caller_source_ptr callers, int input, int output);

/// What an HTTP endpoint keeps asking while it runs.
struct http_guards {
  transport::caller_source_ptr callers = {};                 ///< of whoever is asked for no token
  std::shared_ptr<const transport::token_check> tokens = {}; ///< null: nobody needs one
  transport::vouching_actor authenticator = {};           ///< of tokens that `tokens` does not know
  std::shared_ptr<const transport::byte_layers> tls = {}; ///< null: plain HTTP
};

/// Serves MCP on a socket that listens already: at /mcp, and at /sse for older clients.
result<std::unique_ptr<endpoint>> serve_http(caf::actor_system& system, const configuration& values,
                                             const actors::dispatcher_actor& dispatcher,
                                             http_guards guards,
                                             transport::listening_socket socket);

} // namespace howdah::app
