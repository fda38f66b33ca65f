#pragma once

#include "core/result.hpp"
#include "transport/framing/http_request.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace howdah::transport {

/// This server as OAuth 2.0 sees it (RFC 9728, "Protected Resource Metadata"): what a client has to
/// know before it has a token. Immutable.
class protected_resource {
public:
  struct facts {
    std::vector<std::string> issuers = {}; ///< whose tokens are taken
    std::vector<std::string> scopes = {};  ///< without which nobody is served
    /// How clients reach the server, up to /mcp; empty: each by the name that it uses itself.
    std::string public_url = {};
  };

  /// Refuses a public URL that is none. The problem's message goes on after its name.
  static result<protected_resource> of(facts known);

  /// The endpoint that the document at this path describes; nothing: there is none. Found below
  /// /.well-known/oauth-protected-resource, also with the endpoint's own path behind it
  /// (section 3.1).
  std::optional<std::string_view> described_at(std::string_view path) const;
  /// The document about an endpoint, as JSON.
  std::string document(std::string_view endpoint, const http_request& request, bool over_tls) const;
  /// Where that is found.
  std::string document_url(std::string_view endpoint, const http_request& request,
                           bool over_tls) const;
  /// Host and port of the public URL; empty: there is none.
  const std::string& host() const noexcept { return host_; }
  const std::vector<std::string>& scopes() const noexcept { return facts_.scopes; }

private:
  std::string origin(const http_request& request, bool over_tls) const;

  facts facts_;
  std::string origin_; ///< of the public URL
  std::string host_;
  std::string prefix_; ///< its path, without a slash at its end
};

} // namespace howdah::transport
