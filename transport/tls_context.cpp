#include "transport/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <array>
#include <new>
#include <string_view>

namespace howdah::transport {

namespace {

template <class T, void (*Free)(T*)>
struct freeing {
  void operator()(T* object) const { Free(object); }
};
template <class T, void (*Free)(T*)>
using owned = std::unique_ptr<T, freeing<T, Free>>;

using bio = std::unique_ptr<BIO, decltype(&::BIO_free)>;
using certificate = owned<X509, &::X509_free>;
using private_key = owned<EVP_PKEY, &::EVP_PKEY_free>;

tl::unexpected<problem> wrong(const std::string& what) {
  std::array<char, 256> reason{};
  const auto code = ERR_peek_last_error();
  if (code != 0)
    ERR_error_string_n(code, reason.data(), reason.size());
  ERR_clear_error();
  return refuse(errc::invalid_argument,
                what + (code == 0 ? "" : " (" + std::string(reason.data()) + ')'));
}

bio reader_of(const std::string& text) {
  bio made(::BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &::BIO_free);
  if (!made)
    throw std::bad_alloc();
  return made;
}

/// An encrypted key is refused; nobody is there to type its password.
int no_password(char*, int, int, void*) {
  return 0;
}

certificate next_certificate(BIO* from) {
  return certificate(::PEM_read_bio_X509(from, nullptr, &no_password, nullptr));
}

result<void> use_certificate(SSL_CTX* context, const std::string& text) {
  const auto from = reader_of(text);
  const auto own = next_certificate(from.get());
  if (!own || ::SSL_CTX_use_certificate(context, own.get()) != 1)
    return wrong("the TLS certificate is no PEM certificate that can be used");
  while (auto above = next_certificate(from.get()))
    if (::SSL_CTX_add0_chain_cert(context, above.get()) == 1)
      above.release();
  ERR_clear_error(); // the end of the text is an error, too
  return {};
}

result<void> use_key(SSL_CTX* context, const std::string& text) {
  const auto from = reader_of(text);
  const private_key key(::PEM_read_bio_PrivateKey(from.get(), nullptr, &no_password, nullptr));
  if (!key)
    return wrong("the TLS key is no PEM private key without a password");
  if (::SSL_CTX_use_PrivateKey(context, key.get()) != 1
      || ::SSL_CTX_check_private_key(context) != 1)
    return wrong("the TLS key does not belong to the certificate");
  return {};
}

result<void> ask_clients(SSL_CTX* context, const std::string& text) {
  const auto from = reader_of(text);
  int trusted = 0;
  while (const auto authority = next_certificate(from.get())) {
    if (::X509_STORE_add_cert(::SSL_CTX_get_cert_store(context), authority.get()) != 1
        || ::SSL_CTX_add_client_CA(context, authority.get()) != 1)
      return wrong("a certificate of the clients' TLS authority cannot be used");
    ++trusted;
  }
  if (trusted == 0)
    return wrong("the clients' TLS authority is no PEM certificate");
  ERR_clear_error();
  ::SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return {};
}

/// RFC 7301: a client that names protocols must name this one.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
  static constexpr std::array<unsigned char, 9> ours{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* found = nullptr;
  if (::SSL_select_next_proto(&found, size, ours.data(), ours.size(), offered, offered_size)
      != OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

/// Forward secrecy and authenticated encryption only; small when idle.
void harden(SSL_CTX* context) {
  static constexpr std::string_view name = "howdah";
  ::SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  ::SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
  ::SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION
                                   | SSL_OP_CIPHER_SERVER_PREFERENCE);
  ::SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
                                | SSL_MODE_RELEASE_BUFFERS);
  ::SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  ::SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>(name.data()),
                                   static_cast<unsigned int>(name.size()));
  ::SSL_CTX_set_alpn_select_cb(context, &choose_protocol, nullptr);
}

} // namespace

result<std::shared_ptr<ssl_ctx_st>> make_tls_context(const tls_texts& texts) {
  ERR_clear_error();
  const std::shared_ptr<SSL_CTX> made(::SSL_CTX_new(::TLS_server_method()), &::SSL_CTX_free);
  if (!made)
    return wrong("TLS cannot be used on this machine");
  harden(made.get());
  if (auto done = use_certificate(made.get(), texts.certificate); !done)
    return refuse(done.error());
  if (auto done = use_key(made.get(), texts.key); !done)
    return refuse(done.error());
  if (!texts.client_ca.empty())
    if (auto done = ask_clients(made.get(), texts.client_ca); !done)
      return refuse(done.error());
  return made;
}

} // namespace howdah::transport
