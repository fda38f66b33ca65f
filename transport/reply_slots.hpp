#pragma once

#include "actors/protocol/exchange.hpp"
#include "transport/framing/http_reply.hpp"

#include <cstddef>
#include <deque>
#include <string_view>
#include <vector>

namespace howdah::transport {

/// The answers that one HTTP connection owes, in the order of its requests (RFC 9112 §9.3.2). What
/// may go out now is appended to `out`, what must wait for earlier answers is held.
class reply_slots {
public:
  /// The next request. `dispatched`: somebody works for it who wants to know when the client
  /// leaves.
  void open(actors::exchange_id of, const reply_form& form, bool dispatched);
  /// From now on somebody works for an exchange that waits.
  void dispatched(actors::exchange_id of);
  /// Its answer, exactly one; as the last event where a stream began. False, and nothing done, for
  /// an exchange that is not waiting.
  bool answer(actors::exchange_id of, const http_reply& reply, bytes& out);
  /// A message before the answer: begins a stream if the client takes one, else it is dropped.
  bool notify(const actors::notice& notice, bytes& out);
  /// An event, as it is on the wire, of an answer that is a stream; begins it if it has not begun.
  /// False for an exchange that is not waiting.
  bool say(actors::exchange_id of, std::string_view event, bytes& out);
  /// Keeps a quiet stream alive; false when there is none at the front.
  bool comment(bytes& out);
  /// Whether the answer of an exchange that waits is a stream that began.
  bool streams(actors::exchange_id of);
  /// Something that a client passes over, before the answer or within it; false when the front has
  /// no room for that.
  bool probe(bytes& out);
  /// Nothing more is served after the last request so far.
  void close_after_last();

  std::size_t size() const noexcept { return slots_.size(); }
  bool empty() const noexcept { return slots_.empty(); }
  /// Bytes waiting for earlier answers.
  std::size_t held() const noexcept { return held_; }
  /// The last answer is out, and its connection is to be closed.
  bool finished() const noexcept { return finished_; }
  /// Exchanges that others still work for.
  std::vector<actors::exchange_id> in_progress() const;

private:
  struct slot {
    actors::exchange_id of;
    reply_form form;
    bool dispatched = false;
    bool streaming = false;
    bool done = false;
    bytes held = {};
  };

  slot* find(actors::exchange_id of);
  template <class Write>
  void write(slot& to, bytes& out, Write how);
  void release(bytes& out);

  std::deque<slot> slots_; ///< by rising exchange id
  std::size_t held_ = 0;
  bool finished_ = false;
};

} // namespace howdah::transport
