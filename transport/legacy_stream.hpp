#pragma once

#include "actors/protocol/exchange.hpp"
#include "transport/legacy_sse.hpp"

#include <caf/typed_response_promise.hpp>

#include <cstddef>
#include <deque>
#include <set>

namespace howdah::transport {

/// Nobody knows this stream, or whoever asks must not.
stream_verdict no_such_stream();
/// The server ends.
stream_verdict stream_ending();

/// What a connection keeps while it is the event stream of an HTTP+SSE client: what is in flight on
/// it, and what waits for room. Refuses what still waits at its end.
class legacy_stream {
public:
  using asker = caf::typed_response_promise<stream_verdict>;
  struct waiting {
    stream_post post;
    asker poster;
  };

  /// `at` is the exchange of the GET, whose answer the stream is.
  explicit legacy_stream(actors::exchange_id at) : at_(at) {}
  ~legacy_stream();
  legacy_stream(const legacy_stream&) = delete;
  legacy_stream& operator=(const legacy_stream&) = delete;

  actors::exchange_id at() const noexcept { return at_; }
  void begin(actors::exchange_id which) { in_flight_.insert(which); }
  /// False for an exchange that is not in flight here.
  bool finish(actors::exchange_id which) { return in_flight_.erase(which) > 0; }
  bool has(actors::exchange_id which) const { return in_flight_.contains(which); }
  const std::set<actors::exchange_id>& in_flight() const noexcept { return in_flight_; }

  void park(waiting what) { parked_.push_back(std::move(what)); }
  std::size_t parked() const noexcept { return parked_.size(); }
  /// The one that waits longest; there must be one.
  waiting next();

  /// Takes nothing new any more, and is over when nothing is in flight.
  void wind_down();
  bool ending() const noexcept { return ending_; }
  bool over() const noexcept { return ending_ && in_flight_.empty(); }

private:
  void refuse_parked(const stream_verdict& with);

  actors::exchange_id at_;
  std::set<actors::exchange_id> in_flight_;
  std::deque<waiting> parked_;
  bool ending_ = false;
};

/// Whether a frame has a request in it, which takes a place until it is answered. Notifications and
/// answers of the client take none: whoever has too much in flight can still cancel it.
bool takes_a_place(const mcp::frame& frame);

} // namespace howdah::transport
