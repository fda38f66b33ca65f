#include "tests/support/page_server.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <arpa/inet.h>
#include <csignal>
#include <cstdlib>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace howdah::tests {

namespace {

template <class T, void (*free_it)(T*)>
struct freed {
  void operator()(T* what) const { free_it(what); }
};
template <class T, void (*free_it)(T*)>
using owned = std::unique_ptr<T, freed<T, free_it>>;
using key_ptr = owned<EVP_PKEY, EVP_PKEY_free>;
using certificate_ptr = owned<X509, X509_free>;
using context_ptr = owned<SSL_CTX, SSL_CTX_free>;
using session_ptr = owned<SSL, SSL_free>;

struct freed_bio {
  void operator()(BIO* what) const { BIO_free(what); }
};
using bio_ptr = std::unique_ptr<BIO, freed_bio>;

void must(bool holds) {
  if (!holds)
    std::abort();
}

std::string text_of(BIO* from) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(from, &data);
  return {data, static_cast<std::size_t>(size)};
}

void add_extension(X509* to, int kind, const std::string& value) {
  auto* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
  must(extension != nullptr && X509_add_ext(to, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

certificate_ptr certify(EVP_PKEY* key, const std::string& host) {
  constexpr long day = 24 * 60 * 60;
  certificate_ptr made(X509_new());
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -day);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), day);
  X509_set_pubkey(made.get(), key);
  auto* name = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(host.c_str()), -1, -1, 0);
  X509_set_issuer_name(made.get(), name);
  add_extension(made.get(), NID_basic_constraints, "critical,CA:TRUE");
  add_extension(made.get(), NID_subject_alt_name, "DNS:" + host + ",IP:127.0.0.1");
  must(X509_sign(made.get(), key, EVP_sha256()) > 0);
  return made;
}

bool readable(int fd) {
  pollfd one{.fd = fd, .events = POLLIN, .revents = 0};
  return poll(&one, 1, 20) > 0;
}

/// Ends what waits, within a moment, when the server does.
class plain_peer : public page_peer {
public:
  plain_peer(int fd, const std::atomic<bool>& ends) : fd_(fd), ends_(ends) {}

  std::string request() override {
    std::string text;
    while (!ends_ && text.find("\r\n\r\n") == std::string::npos) {
      char part[1024];
      if (!readable(fd_))
        continue;
      const auto count = receive(part, sizeof part);
      if (count <= 0)
        break;
      text.append(part, static_cast<std::size_t>(count));
    }
    return text;
  }
  bool send(std::string_view bytes) override {
    return !ends_ && ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == std::ssize(bytes);
  }

protected:
  virtual long receive(char* into, std::size_t most) { return recv(fd_, into, most, 0); }
  int fd() const noexcept { return fd_; }
  bool ends() const noexcept { return ends_; }

private:
  int fd_;
  const std::atomic<bool>& ends_;
};

class tls_peer final : public plain_peer {
public:
  tls_peer(int fd, const std::atomic<bool>& ends, SSL_CTX* context)
    : plain_peer(fd, ends), session_(SSL_new(context)) {
    SSL_set_fd(session_.get(), fd);
    open_ = SSL_accept(session_.get()) == 1;
  }
  ~tls_peer() override {
    if (open_)
      SSL_shutdown(session_.get());
  }

  bool send(std::string_view bytes) override {
    return open_ && !ends()
           && SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size())) > 0;
  }

private:
  long receive(char* into, std::size_t most) override {
    return open_ ? SSL_read(session_.get(), into, static_cast<int>(most)) : -1;
  }

  session_ptr session_;
  bool open_ = false;
};

} // namespace

page_identity page_identity::make(const std::string& host) {
  const key_ptr key(EVP_EC_gen("P-256"));
  must(key != nullptr);
  const auto certificate = certify(key.get(), host);
  const bio_ptr first(BIO_new(BIO_s_mem()));
  const bio_ptr second(BIO_new(BIO_s_mem()));
  must(PEM_write_bio_X509(first.get(), certificate.get()) == 1);
  must(PEM_write_bio_PrivateKey(second.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr)
       == 1);
  return {.certificate = text_of(first.get()), .key = text_of(second.get())};
}

struct page_server::tls {
  explicit tls(const page_identity& as) : context(SSL_CTX_new(TLS_server_method())) {
    const bio_ptr first(
      BIO_new_mem_buf(as.certificate.data(), static_cast<int>(as.certificate.size())));
    const bio_ptr second(BIO_new_mem_buf(as.key.data(), static_cast<int>(as.key.size())));
    const certificate_ptr certificate(PEM_read_bio_X509(first.get(), nullptr, nullptr, nullptr));
    const key_ptr key(PEM_read_bio_PrivateKey(second.get(), nullptr, nullptr, nullptr));
    must(SSL_CTX_use_certificate(context.get(), certificate.get()) == 1);
    must(SSL_CTX_use_PrivateKey(context.get(), key.get()) == 1);
  }
  context_ptr context;
};

page_server::page_server(script says) : says_(std::move(says)) {
  listen();
}

page_server::page_server(const page_identity& as, script says)
  : says_(std::move(says)), tls_(std::make_unique<tls>(as)) {
  listen();
}

page_server::~page_server() {
  ends_ = true;
  thread_.join();
  close(fd_);
}

void page_server::listen() {
  std::signal(SIGPIPE, SIG_IGN); // clients leave when they like, and OpenSSL writes without asking
  fd_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  must(bind(fd_, reinterpret_cast<sockaddr*>(&address), size) == 0 && ::listen(fd_, 16) == 0);
  must(getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

void page_server::serve() {
  while (!ends_) {
    if (!readable(fd_))
      continue;
    const int client = accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC);
    ++clients_;
    // A client that says nothing must not keep the test.
    const timeval limit{.tv_sec = 5, .tv_usec = 0};
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    if (tls_) {
      tls_peer peer(client, ends_, tls_->context.get());
      says_(peer);
    } else {
      plain_peer peer(client, ends_);
      says_(peer);
    }
    close(client);
  }
}

std::string page_server::url(std::string_view path) const {
  return url_at("127.0.0.1", path);
}

std::string page_server::url_at(std::string_view host, std::string_view path) const {
  return (tls_ ? "https://" : "http://") + std::string(host) + ":" + std::to_string(port_)
         + std::string(path);
}

} // namespace howdah::tests
