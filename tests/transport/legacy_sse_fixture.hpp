#pragma once

#include "tests/transport/virtual_http.hpp"

#include <string>
#include <string_view>

namespace howdah::transport {

/// A client of the old HTTP+SSE transport: its event stream on one virtual connection, its POSTs on
/// others.
class legacy_sse_test : public http_connection_test {
protected:
  /// On a connection of its own, which `client` then is.
  std::string open_stream(std::string_view fields = {}) {
    connect();
    stream = client;
    send("GET /sse HTTP/1.1\r\nHost: localhost\r\n" + std::string(fields) + "\r\n");
    return name_in(received());
  }

  static std::string name_in(const std::string& text) {
    const std::string before = "event: endpoint\ndata: /messages/?session_id=";
    const auto start = text.find(before);
    return start == std::string::npos ? "" : text.substr(start + before.size(), 32);
  }

  static std::string to(std::string_view name, std::string_view body,
                        std::string_view fields = {}) {
    return "POST /messages/?session_id=" + std::string(name)
           + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
           + std::string(fields) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n"
           + std::string(body);
  }

  static std::string asking(std::string_view method) {
    return R"({"jsonrpc":"2.0","id":1,"method":")" + std::string(method) + "\"}";
  }

  /// On a connection of its own; what the POST is answered.
  std::string post_to(std::string_view name, std::string_view body, std::string_view fields = {}) {
    connect();
    poster = client;
    send(to(name, body, fields));
    return received();
  }

  std::string received_on(caf::io::connection_handle which) {
    client = which;
    return received();
  }

  void hang_up(caf::io::connection_handle which) {
    client = which;
    http_connection_test::hang_up();
  }

  static std::string event(const std::string& body) {
    return "event: message\ndata: " + body + "\n\n";
  }

  caf::io::connection_handle stream;
  caf::io::connection_handle poster;
};

} // namespace howdah::transport
