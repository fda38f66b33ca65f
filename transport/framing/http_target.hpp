#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace howdah::transport {

/// A request target (RFC 9112 §3.2): which resource, and on which host where the target itself says
/// so (absolute-form).
struct http_target {
  std::string path;
  std::optional<std::string> authority = {};
  std::string query = {};  ///< what follows the `?`, not percent-decoded
  std::string scheme = {}; ///< of absolute-form: "http" or "https"
};

/// Nothing when the target has none of the four forms, or one that `method` may not use.
std::optional<http_target> parse_target(std::string_view target, std::string_view method);

/// A host with the port as it was written. IPv6 addresses keep their brackets; names are in lower
/// case.
struct authority {
  std::string host;
  std::string port = {}; ///< empty: none
  friend bool operator==(const authority&, const authority&) = default;
};

/// `host`, `host:port`, `[::1]:port`. Nothing for anything else: user names, blanks, empty hosts,
/// ports that are no number up to 65535.
std::optional<authority> parse_authority(std::string_view text);

/// The authority of an Origin header `scheme://authority`. Nothing for `null`, lists and everything
/// malformed.
std::optional<authority> parse_origin(std::string_view text);

} // namespace howdah::transport
