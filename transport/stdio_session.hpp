#pragma once

#include "transport/line_writer.hpp"
#include "transport/stdin_reader.hpp"
#include "transport/stdio.hpp"

#include <caf/actor_system.hpp>

#include <memory>
#include <optional>

namespace howdah::transport {

/// The STDIO actor with its two threads. App holds it until the actor has quit; its end stops
/// reading and gives the last answers their time to get out.
class stdio_session {
public:
  /// Two descriptors that stay the caller's; nobody else may write to `out`.
  stdio_session(caf::actor_system& system, int in, int out, const stdio_options& options,
                const actors::dispatcher_actor& dispatcher);
  ~stdio_session();
  stdio_session(const stdio_session&) = delete;
  stdio_session& operator=(const stdio_session&) = delete;

  const stdio_actor& actor() const noexcept { return actor_; }

private:
  std::chrono::milliseconds grace_;
  std::shared_ptr<frame_permits> permits_;
  std::shared_ptr<line_writer> writer_;
  stdio_actor actor_;
  std::optional<stdin_reader> reader_;
};

} // namespace howdah::transport
