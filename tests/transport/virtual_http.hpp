#pragma once

#include "tests/support/virtual_actors.hpp"
#include "tests/transport/scripted_dispatcher.hpp"
#include "transport/streamable_http.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace howdah::transport {

inline std::string post(std::string_view method, std::string_view fields = {}) {
  const auto body = R"({"jsonrpc":"2.0","id":1,"method":")" + std::string(method) + "\"}";
  return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
         + std::string(fields) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n"
         + body;
}

inline std::string raw_post(std::string_view body, std::string_view fields = {}) {
  return "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
         + std::string(fields) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n"
         + std::string(body);
}

/// A listener with virtual connections, which the test writes to and reads from.
class http_connection_test : public tests::virtual_actors {
protected:
  void open(http_options options = {}) {
    if (!options.callers)
      options.callers = std::make_shared<fixed_caller>(auth::anonymous());
    dispatcher_ = spawn_broker(scripted_dispatcher, play);
    listener_ = spawn_broker(http_listener, std::make_shared<const http_options>(options),
                             dispatcher_, std::shared_ptr<listening_socket>());
    caf::actor_cast<caf::io::abstract_broker*>(listener_)->add_doorman(
      multiplexer.new_doorman(door_, 1));
    run();
    connect();
  }

  void connect() {
    client = caf::io::connection_handle::from_int(++clients_);
    multiplexer.add_pending_connect(door_, client);
    multiplexer.accept_connection(door_);
    run();
  }

  void send(const std::string& text) {
    auto& wire = multiplexer.virtual_network_buffer(client);
    wire.insert(wire.end(), text.begin(), text.end());
    run();
  }

  std::string received() {
    auto& wire = multiplexer.output_buffer(client);
    const std::string text(wire.begin(), wire.end());
    wire.clear();
    return text;
  }

  bool closed() { return multiplexer.stopped_reading(client); }

  void hang_up() {
    multiplexer.impl_ptr(client)->io_failure(&multiplexer, caf::io::network::operation::read);
    run();
  }

  /// Answers the n-th unanswered request.
  void reply(std::size_t which, actors::reply with = {}) {
    const auto asked = play->requests.at(which);
    play->requests.erase(play->requests.begin() + static_cast<std::ptrdiff_t>(which));
    with.to = asked.exchange;
    tell(asked.sink, std::move(with));
  }

  void notice(std::size_t which, const std::string& body) {
    const auto& asked = play->requests.at(which);
    tell(asked.sink, actors::notice{.to = asked.exchange, .body = body});
  }

  void wind_down_now() { tell(listener_, wind_down{}); }

  std::shared_ptr<script> play = std::make_shared<script>();
  caf::io::connection_handle client;

private:
  caf::io::accept_handle door_ = caf::io::accept_handle::from_int(1);
  std::int64_t clients_ = 0;
  actors::dispatcher_actor dispatcher_;
  listener_actor listener_;
};

} // namespace howdah::transport
