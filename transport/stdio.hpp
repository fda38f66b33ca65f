#pragma once

#include "actors/protocol/broker.hpp"
#include "actors/protocol/dispatcher.hpp"
#include "core/limits.hpp"
#include "mcp/message.hpp"
#include "transport/caller_source.hpp"
#include "transport/frame_permits.hpp"
#include "transport/wind_down.hpp"

#include <caf/typed_actor.hpp>
#include <tl/expected.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <string>

namespace howdah::transport {

/// INTERNAL (reader thread): one line of stdin, parsed there. Holds one permit.
struct stdin_frame {
  tl::expected<mcp::frame, mcp::malformed> frame;
};
/// INTERNAL (reader thread): there will be no more lines.
struct stdin_ended {};
/// INTERNAL (writer thread): nobody reads our answers any more.
struct stdout_broken {};
/// INTERNAL: requests in flight had their time after the end of stdin.
struct stdio_patience_over {};

/// STDIO: the MCP session on a pair of pipes. Answers go out as they come, in any order. At the end
/// of stdin requests in flight get a moment to finish, then the dispatcher hears that the client
/// departed and drains. Life: spawned by app; quits when stdin ended and everything is answered,
/// when stdout broke, or after it was told to wind down. Its end is the end of the server. Errors:
/// none; a refusal is a JSON-RPC error on stdout.
using stdio_actor = caf::typed_actor<caf::reacts_to<actors::reply>, caf::reacts_to<actors::notice>,
                                     caf::reacts_to<wind_down>, caf::reacts_to<stdin_frame>,
                                     caf::reacts_to<stdin_ended>, caf::reacts_to<stdout_broken>,
                                     caf::reacts_to<stdio_patience_over>>;

/// Where the lines go; `write` never blocks. Whoever implements it returns the permit of each
/// answer.
class line_output {
public:
  virtual ~line_output() = default;
  /// Who wants to know (`stdout_broken`) when no more lines can be written.
  virtual void report_to(const stdio_actor& who) = 0;
  /// `answers`: the line settles a frame and takes its permit along.
  virtual void write(std::string line, bool answers) = 0;
  /// Bytes not written yet.
  virtual std::size_t queued() const = 0;
};

struct stdio_options {
  limits bounds = {};
  caller_source_ptr callers = {};          ///< who sends each of the lines
  std::chrono::milliseconds patience{500}; ///< for requests in flight at the end of stdin
};

class stdio_state {
public:
  static inline const char* name = "stdio";
  using pointer = actors::broker_pointer<stdio_actor, stdio_state>;

  stdio_state() = default;
  void start(pointer self, stdio_options options, actors::dispatcher_actor dispatcher,
             std::shared_ptr<line_output> output, std::shared_ptr<frame_permits> permits);

  void take(stdin_frame& line);
  void answer(actors::reply& reply);
  void notify(const actors::notice& notice);
  void ended();
  void patience_over();
  void broken();
  void wind_down();

private:
  void refuse(const mcp::malformed& failure);
  void submit(mcp::frame& frame);
  void depart();
  void finish_if_idle();

  pointer self_ = nullptr;
  stdio_options options_;
  actors::dispatcher_actor dispatcher_;
  std::shared_ptr<line_output> output_;
  std::shared_ptr<frame_permits> permits_;
  std::set<actors::exchange_id> in_flight_;
  std::uint64_t number_ = 0;
  bool ending_ = false;
};

stdio_actor::behavior_type stdio(stdio_state::pointer self, const stdio_options& options,
                                 const actors::dispatcher_actor& dispatcher,
                                 const std::shared_ptr<line_output>& output,
                                 const std::shared_ptr<frame_permits>& permits);

} // namespace howdah::transport

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::transport::stdin_frame)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::transport::stdin_ended)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::transport::stdout_broken)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(howdah::transport::stdio_patience_over)
