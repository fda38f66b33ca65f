#pragma once

#include "transport/byte_layer.hpp"
#include "transport/outlet.hpp"

#include <caf/io/network/event_handler.hpp>
#include <caf/io/network/stream_manager.hpp>
#include <caf/io/scribe.hpp>

#include <chrono>
#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace howdah::transport {

class fast_stream;

/// What the connections of one listener share. They all live on the multiplexer thread, so one
/// buffer serves every read, and an idle connection costs none.
struct listener_share {
  std::vector<char> input = {};
  std::size_t open = 0;                 ///< sockets, closing ones included
  std::list<fast_stream*> opening = {}; ///< whose handshake is not over, the oldest first
};

/// The socket's side of a connection in CAF's event loop. Writes at once and registers for writing
/// only when the socket takes no more; reads little at a time, and more while the client sends
/// much. Multiplexer thread only.
class fast_stream final : public caf::io::network::event_handler {
public:
  fast_stream(caf::io::network::default_multiplexer& loop, int socket,
              std::unique_ptr<byte_layer> layer, std::shared_ptr<listener_share> share);
  ~fast_stream() override;

  void handle_event(caf::io::network::operation what) override;
  void removed_from_loop(caf::io::network::operation what) override;
  /// Sends what the socket takes now, then FIN; the rest is lost, as nobody would watch over it.
  void graceful_shutdown() override;

  void start_reading(caf::io::scribe* owner);
  void stop_reading();
  void send_pending(caf::io::scribe* owner);
  void finish();
  void discard();
  bool ended() const;
  bool peer_gone() const;
  /// Cuts off a client whose handshake took too long, or that others wait for.
  void give_up_opening();
  std::chrono::steady_clock::time_point since() const noexcept { return since_; }
  std::size_t backlog() const noexcept { return out_.size() - sent_; }
  std::vector<char>& input() noexcept { return share_->input; }
  std::vector<char>& output() noexcept { return out_; }

private:
  using owner_ptr = caf::intrusive_ptr<caf::io::scribe>;

  void read_some();
  void write_some();
  void note_opened();
  void end_of_input();
  void adapt(std::size_t filled);
  bool push();
  void release_output();
  void stop_writing();
  void drop_unregistered(int mask, owner_ptr& owner);
  void fail(caf::io::network::operation during);

  std::unique_ptr<byte_layer> layer_;
  std::shared_ptr<listener_share> share_;
  std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
  std::optional<std::list<fast_stream*>::iterator> opening_; ///< our place in the share's list
  std::vector<char> out_;
  std::size_t sent_ = 0;   ///< of `out_`
  std::size_t read_size_;  ///< of the next read
  owner_ptr reader_;       ///< keeps the scribe alive while the loop may call for reading
  owner_ptr writer_;       ///< the same for writing
  bool broken_ = false;    ///< writing failed: reported from the loop, not from inside an actor
  bool finishing_ = false; ///< FIN follows the last byte
  bool ended_ = false;     ///< the client sends nothing more
};

/// A CAF scribe over `fast_stream`. Where the client sends nothing more but may still read, its
/// broker receives a message with no bytes.
class fast_scribe final : public caf::io::scribe, public outlet {
public:
  fast_scribe(caf::io::network::default_multiplexer& loop, int socket,
              std::unique_ptr<byte_layer> layer, std::shared_ptr<listener_share> share);

  /// The first call starts reading; what the policy says is ignored, see `fast_stream`.
  void configure_read(caf::io::receive_policy::config) override;
  void ack_writes(bool enable) override { stream_.ack_writes(enable); }
  std::vector<char>& wr_buf() override { return stream_.output(); }
  std::vector<char>& rd_buf() override { return stream_.input(); }
  void graceful_shutdown() override;
  void flush() override { stream_.send_pending(this); }
  std::string addr() const override { return {}; }
  std::uint16_t port() const override { return 0; }
  void add_to_loop() override { stream_.start_reading(this); }
  void remove_from_loop() override { stream_.stop_reading(); }

  std::size_t backlog() const override { return stream_.backlog(); }
  void finish() override { stream_.finish(); }
  void discard() override { stream_.discard(); }
  bool ended() const override { return stream_.ended(); }
  bool peer_gone() const override { return stream_.peer_gone(); }

private:
  fast_stream stream_;
};

} // namespace howdah::transport
