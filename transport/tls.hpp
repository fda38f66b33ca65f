#pragma once

#include "core/result.hpp"
#include "transport/byte_layer.hpp"

#include <memory>
#include <mutex>
#include <string>

struct ssl_ctx_st;

namespace howdah::transport {

/// What a TLS listener shows and wants, as the texts of PEM files.
struct tls_texts {
  std::string certificate;    ///< ours first, then those up to the root
  std::string key;            ///< of our certificate, not encrypted
  std::string client_ca = {}; ///< whose certificates clients must show; empty: none is asked for
};

/// Byte layers of connections that speak TLS 1.2 or 1.3 (RFC 8446) and HTTP/1.1 inside. The main
/// thread may replace the certificate; connections that are open keep theirs.
class tls_layers final : public byte_layers {
public:
  /// The problem's message says which text is wrong, and why.
  static result<std::shared_ptr<tls_layers>> of(const tls_texts& texts);

  std::unique_ptr<byte_layer> open() const override;
  result<void> replace(const tls_texts& texts);

private:
  using context = std::shared_ptr<ssl_ctx_st>;
  explicit tls_layers(context first) : current_(std::move(first)) {}

  mutable std::mutex lock_;
  context current_;
};

} // namespace howdah::transport
