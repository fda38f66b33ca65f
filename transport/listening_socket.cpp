#include "transport/listening_socket.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace howdah::transport {

namespace {

using addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

std::string without_brackets(const std::string& host) {
  return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

tl::unexpected<problem> cannot_listen(const std::string& where, const std::string& why,
                                      std::string hint) {
  return refuse(errc::invalid_argument, "cannot listen on " + where + ": " + why, std::move(hint));
}

std::string hint_for(int error) {
  if (error == EADDRINUSE)
    return "Stop the program that has the port, or choose another one with --port; 0 picks a free "
           "one.";
  if (error == EACCES)
    return "Ports below 1024 need privileges; choose another one with --port.";
  if (error == EADDRNOTAVAIL)
    return "Choose an address of this machine with --host.";
  return "Choose another address with --host or another port with --port.";
}

/// The addresses of a host, IPv4 first: "localhost" means 127.0.0.1 to most clients.
std::vector<const addrinfo*> ordered(const addresses& found) {
  std::vector<const addrinfo*> list;
  for (const auto* one = found.get(); one; one = one->ai_next)
    list.push_back(one);
  std::stable_partition(list.begin(), list.end(),
                        [](const addrinfo* one) { return one->ai_family == AF_INET; });
  return list;
}

/// Descriptor of a listening socket, or -1 and errno.
int listen_at(const addrinfo& where) {
  const int fd = ::socket(where.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return -1;
  const int on = 1;
  const int off = 0;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (where.ai_family == AF_INET6) // "::" means every address, IPv4 included
    ::setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  if (::bind(fd, where.ai_addr, where.ai_addrlen) == 0 && ::listen(fd, SOMAXCONN) == 0)
    return fd;
  const int error = errno;
  ::close(fd);
  errno = error;
  return -1;
}

/// Address and port as numbers, as the system reports them.
std::pair<std::string, std::string> name_of(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  ::getnameinfo(reinterpret_cast<sockaddr*>(&address), size, host.data(), host.size(), port.data(),
                port.size(), NI_NUMERICHOST | NI_NUMERICSERV);
  return {host.data(), port.data()};
}

std::string joined(const std::string& host, const std::string& port) {
  return (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + port;
}

} // namespace

result<listening_socket> listening_socket::open(const std::string& host, std::uint16_t port) {
  const auto name = without_brackets(host);
  const auto service = std::to_string(port);
  const auto where = joined(name, service);
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* answer = nullptr;
  if (const int failure = ::getaddrinfo(name.c_str(), service.c_str(), &wanted, &answer))
    return cannot_listen(where, ::gai_strerror(failure),
                         "Choose an address or a name of this machine with --host.");
  const addresses found(answer, &::freeaddrinfo);
  int error = EADDRNOTAVAIL;
  for (const auto* candidate : ordered(found)) {
    const int fd = listen_at(*candidate);
    if (fd >= 0) {
      const auto [bound_host, bound_port] = name_of(fd);
      return listening_socket(fd, static_cast<std::uint16_t>(std::stoi(bound_port)),
                              joined(bound_host, bound_port));
    }
    error = errno;
  }
  return cannot_listen(where, std::strerror(error), hint_for(error));
}

listening_socket::listening_socket(int fd, std::uint16_t port, std::string address)
  : fd_(fd), port_(port), address_(std::move(address)) {
}

listening_socket::listening_socket(listening_socket&& other) noexcept
  : fd_(other.release()), port_(other.port_), address_(std::move(other.address_)) {
}

listening_socket& listening_socket::operator=(listening_socket&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(port_, other.port_);
  std::swap(address_, other.address_);
  return *this;
}

listening_socket::~listening_socket() {
  if (fd_ >= 0)
    ::close(fd_);
}

int listening_socket::release() noexcept {
  return std::exchange(fd_, -1);
}

} // namespace howdah::transport
