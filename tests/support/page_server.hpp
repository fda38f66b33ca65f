#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace howdah::tests {

/// One client of a `page_server`.
class page_peer {
public:
  virtual ~page_peer() = default;
  /// The head of its request.
  virtual std::string request() = 0;
  /// False when it does not want any more.
  virtual bool send(std::string_view bytes) = 0;
};

/// A certificate for localhost and 127.0.0.1, signed by itself, made on the spot.
struct page_identity {
  static page_identity make(const std::string& host = "localhost");
  std::string certificate; ///< PEM
  std::string key;         ///< PEM
};

/// A web server of real sockets on a free port of this machine that says, to one client after
/// another, whatever a test wants it to, and nothing of what a server should.
class page_server {
public:
  using script = std::function<void(page_peer&)>;

  explicit page_server(script says);
  /// Over TLS.
  page_server(const page_identity& as, script says);
  ~page_server();
  page_server(const page_server&) = delete;
  page_server& operator=(const page_server&) = delete;

  /// `http://127.0.0.1:PORT` and the path.
  std::string url(std::string_view path = "/") const;
  std::string url_at(std::string_view host, std::string_view path = "/") const;
  int clients() const noexcept { return clients_; }

private:
  struct tls;
  void listen();
  void serve();

  script says_;
  std::unique_ptr<tls> tls_;
  int fd_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> clients_ = 0;
  std::atomic<bool> ends_ = false;
  std::thread thread_;
};

} // namespace howdah::tests
