#pragma once

#include "transport/byte_layer.hpp"
#include "transport/fast_scribe.hpp"

#include <caf/io/doorman.hpp>
#include <caf/io/network/acceptor_manager.hpp>
#include <caf/io/network/event_handler.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace howdah::transport {

/// How a listener treats the sockets it accepts.
struct door_settings {
  std::size_t connections = 0;  ///< at a time; more are turned away
  std::string turned_away = {}; ///< what those are sent before they are closed
  std::shared_ptr<const byte_layers> layers = {};
  std::size_t handshakes = 0;        ///< at a time; beyond, the oldest is given up
  std::chrono::seconds handshake{0}; ///< the longest
};

/// Accepts connections as `fast_scribe`s, several for each wake-up of the loop. When the process
/// runs out of descriptors it stops accepting until `add_to_loop` is called again, instead of
/// spinning. Multiplexer thread only.
class fast_doorman final : public caf::io::doorman {
public:
  /// Takes over the listening socket.
  fast_doorman(caf::io::network::default_multiplexer& loop, int socket, door_settings settings);

  bool new_connection() override;
  void graceful_shutdown() override;
  void launch() override { acceptor_.start(this); }
  std::string addr() const override { return {}; }
  std::uint16_t port() const override { return 0; }
  /// Once a second, too, by the listener.
  void add_to_loop() override;
  void remove_from_loop() override { acceptor_.stop(); }

private:
  class acceptor final : public caf::io::network::event_handler {
  public:
    acceptor(caf::io::network::default_multiplexer& loop, int socket);
    void handle_event(caf::io::network::operation what) override;
    void removed_from_loop(caf::io::network::operation what) override;
    void graceful_shutdown() override;
    void start(fast_doorman* owner);
    void stop();

  private:
    caf::intrusive_ptr<fast_doorman> owner_; ///< while the loop may call
  };

  bool admit(int socket);
  void expire_handshakes();
  void turn_away(int socket) const;

  acceptor acceptor_;
  door_settings settings_;
  std::shared_ptr<listener_share> share_ = std::make_shared<listener_share>();
};

} // namespace howdah::transport
